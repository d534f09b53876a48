<%@ page contentType="text/html;charset=UTF-8" session="false"
    import="java.util.List, com.example.expenses.Claim, com.example.expenses.Html" %>
<!DOCTYPE html>
<html lang="en">
<head><title>Expenses</title><link rel="stylesheet" href="style.css"></head>
<body>
<jsp:include page="/WEB-INF/who.jsp"/>
<h1>Claims</h1>
<table>
<tr><th>No.</th><th>Employee</th><th>Purpose</th><th>Amount</th><th>Approved by</th></tr>
<% for (Object row : (List<?>) request.getAttribute("claims")) { Claim claim = (Claim) row; %>
<tr><td><%= claim.getNumber() %></td><td><%= Html.escape(claim.getOwner()) %></td>
<td><%= Html.escape(claim.getPurpose()) %></td><td><%= claim.getAmount() %></td>
<td><% if (!claim.getApprovedBy().isEmpty()) { %><%= Html.escape(claim.getApprovedBy()) %><% }
else if (request.isUserInRole("approver")) { %>
<form method="post" action="claims/approve"><input type="hidden" name="number" value="<%= claim.getNumber() %>"><button>Approve</button></form><% } %></td></tr>
<% } %>
</table>
<h2>Submit a claim</h2>
<form method="post" action="claims">
  <p><label>Purpose <input name="purpose"></label> <label>Amount <input name="amount" size="8"></label> <button>Submit</button></p>
</form>
</body>
</html>
