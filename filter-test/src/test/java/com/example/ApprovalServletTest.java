package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.FakeSession;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The test of a servlet by an application that uses the kit. */
class ApprovalServletTest {

  private final ApprovalServlet servlet = new ApprovalServlet();
  private final FakeResponse response = new FakeResponse();

  @Test
  void approverApproves() throws Exception {
    FakeRequest request =
        FakeRequest.post("/approve").authenticated("ann", "approver").parameter("claim", "7");
    servlet.service(request, response);
    assertEquals(200, response.getStatus());
    assertEquals("text/plain", response.getContentType());
    assertEquals("ann approved 7", response.body());
    assertEquals(Map.of("last", "7"), request.fakeSession().attributes());
  }

  @Test
  void callerWithoutRoleIsRejected() throws Exception {
    servlet.service(FakeRequest.post("/approve").authenticated("ben", "reader"), response);
    assertEquals(403, response.getStatus());
    assertTrue(response.isErrorSent());
  }

  @Test
  void anonymousIsRejected() throws Exception {
    FakeRequest request = FakeRequest.post("/approve");
    servlet.service(request, response);
    assertEquals(403, response.getStatus());
    assertNull(request.getUserPrincipal());
  }

  @Test
  void logoutEndsSession() throws Exception {
    FakeSession session = new FakeSession().with("last", "7");
    servlet.service(FakeRequest.of("DELETE", "/approve").session(session), response);
    assertTrue(session.isInvalid());
    assertEquals(302, response.getStatus());
    assertEquals("/", response.getHeader("Location"));
    assertTrue(response.isCommitted());
  }

  @Test
  void callerHasClaimsOfToken() {
    AuthPrincipal caller =
        AuthPrincipal.ofToken("ann", List.of("approver"), Map.of("tenant", "north"));
    FakeRequest request = FakeRequest.get("/approve").authenticated(caller);
    assertEquals("north", ((AuthPrincipal) request.getUserPrincipal()).claims().get("tenant"));
    assertEquals("BEARER", request.getAuthType());
    assertTrue(request.isUserInRole("approver"));
  }

  @Test
  void readingTheBodyIsCounted() {
    FakeRequest form = FakeRequest.post("/").body("application/x-www-form-urlencoded", "a=b");
    assertNull(form.getParameter("a"));
    assertEquals("a=b", form.getReader().lines().findFirst().orElseThrow());
    assertEquals(2, form.bodyReads());
    FakeRequest get = FakeRequest.get("/").query("a=b").parameter("a", "b", "c");
    assertEquals(List.of("b", "c"), List.of(get.getParameterValues("a")));
    assertEquals(0, get.bodyReads());
  }

  @Test
  void methodWithoutFakeThrowsItsName() {
    UnsupportedOperationException thrown =
        assertThrows(UnsupportedOperationException.class, () -> FakeRequest.get("/").getParts());
    assertEquals("getParts", thrown.getMessage());
  }

  @Test
  void committedResponseCannotBeReset() {
    FakeResponse committed = response.commit();
    assertThrows(IllegalStateException.class, committed::reset);
    assertThrows(IllegalStateException.class, () -> committed.sendRedirect("/"));
  }
}
