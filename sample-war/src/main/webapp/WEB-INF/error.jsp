<%@ page contentType="text/html;charset=UTF-8" session="false" isErrorPage="true" import="com.example.expenses.Html" %>
<!DOCTYPE html>
<html lang="en">
<head><title>Expenses: error</title></head>
<body>
<h1>The request failed</h1>
<p>Error <%= request.getAttribute("jakarta.servlet.error.status_code") %>. You are <b><%= Html.escape(request.getRemoteUser() == null ? "anonymous" : request.getRemoteUser()) %></b>.</p>
</body>
</html>
