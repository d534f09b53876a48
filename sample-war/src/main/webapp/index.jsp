<%@ page contentType="text/html;charset=UTF-8" session="false" %>
<% response.sendRedirect(request.getContextPath() + "/claims"); %>
