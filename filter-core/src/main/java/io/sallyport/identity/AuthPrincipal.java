package io.sallyport.identity;

import java.io.Serializable;
import java.security.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A caller that Sallyport authenticated: name, roles, claims and {@linkplain AuthSource source}.
 *
 * <p>The code that creates a principal must have verified the credential; this class verifies
 * nothing. It is immutable and serializable, so that it can be stored in a replicated session.
 * {@link #toString} shows neither the name nor a claim, so that it is safe in a log.
 *
 * <pre>{@code
 * if (request.getUserPrincipal() instanceof AuthPrincipal) {
 *   Object tenant = ((AuthPrincipal) request.getUserPrincipal()).claims().get("tenant");
 * }
 * }</pre>
 *
 * <p>A caller that the container logged in keeps the container's own principal class.
 */
public final class AuthPrincipal implements Principal, Serializable {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final Set<String> roles;

  // The values that the verifier reads from JSON are serializable. Nothing writes to the map.
  @SuppressWarnings("serial")
  private final Map<String, Object> claims;

  private final AuthSource source;

  private AuthPrincipal(
      String name, Collection<String> roles, Map<String, Object> claims, AuthSource source) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name of a caller is blank");
    }
    this.name = name;
    this.roles = Set.copyOf(roles);
    this.claims = Collections.unmodifiableMap(claims);
    this.source = source;
  }

  /**
   * Creates a caller without claims, such as the caller of a session.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public static AuthPrincipal of(String name, Collection<String> roles, AuthSource source) {
    return new AuthPrincipal(name, roles, Map.of(), source);
  }

  /**
   * Creates the caller of a verified token.
   *
   * @param claims the claims of the token. The map is not copied, since this is called for each
   *     request: it must not change afterwards.
   * @throws IllegalArgumentException if the name is blank
   */
  public static AuthPrincipal ofToken(
      String name, Collection<String> roles, Map<String, Object> claims) {
    return new AuthPrincipal(name, roles, claims, AuthSource.TOKEN);
  }

  @Override
  public String getName() {
    return name;
  }

  /** The roles after role mapping; unmodifiable. */
  public Set<String> roles() {
    return roles;
  }

  /** Whether the caller has a role of exactly this name, with the same case and blanks. */
  public boolean hasRole(String role) {
    return roles.contains(role);
  }

  /**
   * The claims of the token (RFC 7519 section 4); unmodifiable, empty if there was no token. Values
   * are {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code List}, {@code Map} or
   * null, as in JSON.
   */
  public Map<String, Object> claims() {
    return claims;
  }

  /** How the caller was authenticated. */
  public AuthSource source() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AuthPrincipal
        && name.equals(((AuthPrincipal) other).name)
        && roles.equals(((AuthPrincipal) other).roles)
        && claims.equals(((AuthPrincipal) other).claims)
        && source == ((AuthPrincipal) other).source;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, source);
  }

  @Override
  public String toString() {
    return "AuthPrincipal[" + source + ", " + roles.size() + " roles]";
  }
}
