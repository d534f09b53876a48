package io.sallyport.internal.request;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.container.ContainerLogin;
import io.sallyport.internal.session.SessionRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Registers the caller of one request with the container. */
final class CallerRegistration {

  private final ContainerLogin login;
  private final boolean sessionsRemembered;

  /**
   * The registration for one request.
   *
   * @param sessionsRemembered whether the container keeps the callers of sessions itself
   */
  CallerRegistration(ContainerLogin login, boolean sessionsRemembered) {
    this.login = login;
    this.sessionsRemembered = sessionsRemembered;
  }

  /** Whether the container rejects anonymous callers of this request. */
  boolean isCallerRequired() {
    return login.isCallerDemanded();
  }

  /**
   * Registers the caller, unless the container has this very caller already.
   *
   * @param before the caller of an earlier dispatch of this request
   * @throws IOException if the container rejects the caller
   */
  void register(HttpServletRequest request, CallerIdentity caller, @Nullable CallerIdentity before)
      throws IOException {
    // Here the caller comes from our own sources, and they make no other principals.
    AuthPrincipal principal = (AuthPrincipal) caller.principal();
    boolean lasting = principal.source() != AuthSource.TOKEN && sessionsRemembered;
    Principal shown = request.getUserPrincipal();
    // Every server shows the object that it was given. A principal of the same name may be another
    // application's caller, whom a server with single sign-on shows, with other roles.
    boolean registered = lasting ? SessionRegistration.isOf(request, principal) : caller == before;
    if (principal.equals(shown) && registered) {
      login.tellAgain(shown);
      return;
    }
    login.tell(principal, lasting);
    if (lasting) {
      SessionRegistration.record(request, principal);
    }
  }
}
