<%@ page contentType="text/html;charset=UTF-8" session="false" import="com.example.expenses.Html" %>
<!DOCTYPE html>
<html lang="en">
<head><title>Expenses: log in</title><link rel="stylesheet" href="style.css"></head>
<body>
<h1>Expenses</h1>
<form method="post" action="login">
  <input type="hidden" name="return-to" value="<%= Html.escape(request.getParameter("return-to")) %>">
  <p><label>Name <input name="username" autofocus></label></p>
  <p><label>Password <input name="password" type="password"></label></p>
  <p><button>Log in</button></p>
</form>
<p class="note">Demonstration users: <code>alice</code>, <code>bob</code> (approver) and <code>carol</code> (admin).
The password is the name followed by <code>-demo-password</code>.</p>
</body>
</html>
