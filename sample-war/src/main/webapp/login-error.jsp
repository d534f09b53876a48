<%@ page contentType="text/html;charset=UTF-8" session="false" %>
<!DOCTYPE html>
<html lang="en">
<head><title>Expenses: log in</title><link rel="stylesheet" href="style.css"></head>
<body>
<h1>Expenses</h1>
<p>The name or password is wrong. <a href="login.jsp">Try again</a></p>
</body>
</html>
