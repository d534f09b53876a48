package io.sallyport.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.function.Predicate;

/**
 * The caller of one request: principal, role check and way of authentication, all from the same
 * credential.
 *
 * <p>Assumes an authenticated principal. For access logs it stands in the request attribute {@code
 * io.sallyport.caller}; {@link #toString} is the caller's name there.
 */
public final class CallerIdentity {

  private final Principal principal;
  private final Predicate<String> roles;
  private final String authType;
  private final AuthSource source;
  private final boolean ambient;

  private CallerIdentity(
      Principal principal,
      Predicate<String> roles,
      String authType,
      AuthSource source,
      boolean ambient) {
    this.principal = principal;
    this.roles = roles;
    this.authType = authType;
    this.source = source;
    this.ambient = ambient;
  }

  /** A caller known from the session. The browser sends its cookie unasked: ambient. */
  public static CallerIdentity ofSession(AuthPrincipal principal) {
    return of(principal, true);
  }

  /**
   * A caller known from a token.
   *
   * @param ambient whether a cookie carried the token, which a browser sends without being asked
   */
  public static CallerIdentity ofToken(AuthPrincipal principal, boolean ambient) {
    return of(principal, ambient);
  }

  /**
   * The caller whom the container has authenticated: its own principal, roles and type are kept.
   *
   * @throws IllegalStateException if the request has no principal
   */
  public static CallerIdentity ofContainer(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    if (principal == null) {
      throw new IllegalStateException("the container has authenticated nobody");
    }
    String authType = request.getAuthType();
    return new CallerIdentity(
        principal,
        request::isUserInRole,
        authType == null ? AuthSource.CONTAINER.authType() : authType,
        AuthSource.CONTAINER,
        true);
  }

  private static CallerIdentity of(AuthPrincipal principal, boolean ambient) {
    return new CallerIdentity(
        principal, principal::hasRole, principal.source().authType(), principal.source(), ambient);
  }

  /** What {@code getUserPrincipal()} shows. */
  public Principal principal() {
    return principal;
  }

  /** Whether the caller has exactly this role. */
  public boolean hasRole(String role) {
    return roles.test(role);
  }

  /** What {@code getAuthType()} shows. */
  public String authType() {
    return authType;
  }

  /** The door that the caller came in by. */
  public AuthSource source() {
    return source;
  }

  /**
   * Whether a browser attaches this credential by itself, also to requests that another site
   * started; if so, unsafe requests need the cross-site check.
   */
  public boolean isAmbient() {
    return ambient;
  }

  /** The caller's name, for an access log. */
  @Override
  public String toString() {
    return principal.getName();
  }
}
