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
   * Creates the registration for one request.
   *
   * @param sessionsRemembered whether the container keeps the callers of sessions
   */
  CallerRegistration(ContainerLogin login, boolean sessionsRemembered) {
    this.login = login;
    this.sessionsRemembered = sessionsRemembered;
  }

  /** Returns whether the container rejects anonymous callers of this request. */
  boolean isCallerRequired() {
    return login.isCallerRequired();
  }

  /**
   * Registers the caller, unless the container has the same caller already.
   *
   * @param before the caller of an earlier dispatch of this request
   * @throws IOException if the container rejects the caller
   */
  void register(HttpServletRequest request, CallerIdentity caller, @Nullable CallerIdentity before)
      throws IOException {
    // The caller comes from our own sources, which create only this type of principal.
    AuthPrincipal principal = (AuthPrincipal) caller.principal();
    boolean lasting = principal.source() != AuthSource.TOKEN && sessionsRemembered;
    Principal shown = request.getUserPrincipal();
    // Every server shows the object that was registered. With single sign-on, a principal of the
    // same name may be another application's caller, with other roles.
    boolean registered = lasting ? SessionRegistration.isOf(request, principal) : caller == before;
    if (principal.equals(shown) && registered) {
      login.confirm(shown);
      return;
    }
    login.register(principal, lasting);
    if (lasting) {
      SessionRegistration.record(request, principal);
    }
  }
}
