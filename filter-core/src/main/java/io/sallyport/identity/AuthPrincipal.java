package io.sallyport.identity;

import java.io.Serializable;
import java.security.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A caller whom Sallyport itself authenticated: name, roles, claims and the door it came in by.
 *
 * <p>Assumes that whoever creates one has checked the credential; nothing is checked here. It is
 * immutable and serialisable, so that it may live in a replicated session. {@link #toString} names
 * neither the caller nor a claim, so that it is safe in a log.
 *
 * <pre>{@code
 * if (request.getUserPrincipal() instanceof AuthPrincipal) {
 *   Object tenant = ((AuthPrincipal) request.getUserPrincipal()).claims().get("tenant");
 * }
 * }</pre>
 *
 * <p>A caller whom the container logged in keeps the container's own principal class.
 */
public final class AuthPrincipal implements Principal, Serializable {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final Set<String> roles;

  // Serialisable as what the verifier makes of JSON is; never written to.
  @SuppressWarnings("serial")
  private final Map<String, Object> claims;

  private final AuthSource source;

  private AuthPrincipal(
      String name, Collection<String> roles, Map<String, Object> claims, AuthSource source) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a caller's name is blank");
    }
    this.name = name;
    this.roles = Set.copyOf(roles);
    this.claims = Collections.unmodifiableMap(claims);
    this.source = source;
  }

  /**
   * A caller without claims, as a session knows one.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public static AuthPrincipal of(String name, Collection<String> roles, AuthSource source) {
    return new AuthPrincipal(name, roles, Map.of(), source);
  }

  /**
   * A caller with the claims of the token that was verified.
   *
   * @param claims kept and not copied, since this is called for each request: they must not change
   *     afterwards
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

  /** The roles, exactly as mapped; unmodifiable. */
  public Set<String> roles() {
    return roles;
  }

  /** Whether the caller has a role of exactly this name: letter case and blanks count. */
  public boolean hasRole(String role) {
    return roles.contains(role);
  }

  /**
   * The claims of the token (RFC 7519 section 4); unmodifiable, empty if there was no token. Values
   * are {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code List}, {@code Map} or
   * null, as JSON has them.
   */
  public Map<String, Object> claims() {
    return claims;
  }

  /** The door that the caller came in by. */
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
