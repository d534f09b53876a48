<%@ page contentType="text/html;charset=UTF-8" session="false" import="com.example.expenses.Html" %>
<form method="post" action="<%= request.getContextPath() %>/logout" class="who">Logged in as <b><%= Html.escape(request.getRemoteUser()) %></b><%= request.isUserInRole("approver") ? ", approver" : "" %> <button>Log out</button></form>
