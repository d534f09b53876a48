package io.sallyport.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.function.Predicate;

/**
 * The caller of one request: principal, roles and authentication type, all from the same
 * credential.
 *
 * <p>The principal must be authenticated. The request attribute {@code io.sallyport.caller}
 * contains this object for access logs, so {@link #toString} returns the caller's name.
 */
public final class CallerIdentity {

  private final Principal principal;
  private final Predicate<String> roles;
  private final Authentication authentication;

  private CallerIdentity(
      Principal principal, Predicate<String> roles, Authentication authentication) {
    this.principal = principal;
    this.roles = roles;
    this.authentication = authentication;
  }

  /**
   * Creates the caller of a session. It is ambient: the browser attaches the session cookie on its
   * own.
   */
  public static CallerIdentity ofSession(AuthPrincipal principal) {
    return of(principal, true);
  }

  /**
   * Creates the caller of a token.
   *
   * @param ambient whether the token came in a cookie, which a browser attaches on its own
   */
  public static CallerIdentity ofToken(AuthPrincipal principal, boolean ambient) {
    return of(principal, ambient);
  }

  /**
   * Creates the caller that the container authenticated. The container's principal, roles and
   * authentication type are kept.
   *
   * @throws IllegalStateException if the request has no principal
   */
  public static CallerIdentity ofContainer(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    if (principal == null) {
      throw new IllegalStateException("the container has not authenticated the request");
    }
    return new CallerIdentity(
        principal, request::isUserInRole, Authentication.byContainer(request.getAuthType()));
  }

  private static CallerIdentity of(AuthPrincipal principal, boolean ambient) {
    return new CallerIdentity(
        principal, principal::hasRole, Authentication.of(principal.source(), ambient));
  }

  /** What {@code getUserPrincipal()} returns. */
  public Principal principal() {
    return principal;
  }

  /** Whether the caller has exactly this role. */
  public boolean hasRole(String role) {
    return roles.test(role);
  }

  /** What {@code getAuthType()} returns. */
  public String authType() {
    return authentication.type();
  }

  /** How the caller was authenticated. */
  public AuthSource source() {
    return authentication.source();
  }

  /**
   * Whether a browser attaches this credential on its own, also to cross-site requests. If so,
   * unsafe requests need the CSRF check.
   */
  public boolean isAmbient() {
    return authentication.isAmbient();
  }

  /** The caller's name, for an access log. */
  @Override
  public String toString() {
    return principal.getName();
  }
}
