<%@ page contentType="text/html;charset=UTF-8" session="false" import="com.example.expenses.Html" %>
<!DOCTYPE html>
<html lang="en">
<head><title>Expenses: account activated</title></head>
<body>
<h1>Account activated</h1>
<p>The account of <b><%= Html.escape(request.getAttribute("io.sallyport.action.subject")) %></b> is active.</p>
</body>
</html>
