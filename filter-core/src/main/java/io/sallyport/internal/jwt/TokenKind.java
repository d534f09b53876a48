package io.sallyport.internal.jwt;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a provider's access tokens or logout tokens from its other tokens, which the same key
 * signs. An ID token is for the client and is not a credential (RFC 8725, 2.8).
 */
final class TokenKind {

  // Values of Keycloak and Cognito for other tokens. Used without a provider setting as well.
  private static final Set<String> NOT_ACCESS_TYPES = Set.of("ID", "Refresh", "Offline", "Logout");
  private static final Set<String> NOT_LOGOUT_TYPES = Set.of("ID", "Refresh", "Offline", "Bearer");

  private static final TokenKind ANY = access(List.of(), Optional.empty());
  private static final TokenKind LOGOUT =
      new TokenKind(List.of(), Optional.empty(), NOT_LOGOUT_TYPES, false);

  // Hashes in ID tokens (OpenID Connect Core 3.1.3.6, 3.3.2.11), and the events of logout and
  // security event tokens (RFC 8417, 2.2).
  private static final List<String> NEVER_IN_ACCESS_TOKENS = List.of("at_hash", "c_hash", "events");

  // RFC 9068, 2.1.
  private static final Set<String> ACCESS_TYPES = Set.of("at+jwt", "application/at+jwt");

  private final List<String> names;
  private final Optional<String> value;
  private final Set<String> otherTypes;
  private final boolean access;

  private TokenKind(
      List<String> names, Optional<String> value, Set<String> otherTypes, boolean access) {
    this.names = List.copyOf(names);
    this.value = value;
    this.otherTypes = otherTypes;
    this.access = access;
  }

  private static TokenKind access(List<String> names, Optional<String> value) {
    return new TokenKind(names, value, NOT_ACCESS_TYPES, true);
  }

  /** Access tokens of a provider that does not mark them. */
  static TokenKind any() {
    return ANY;
  }

  /** Logout tokens. Keycloak marks them, other providers do not. */
  static TokenKind logout() {
    return LOGOUT;
  }

  /** Access tokens in which this claim has this value. */
  static TokenKind having(String name, String value) {
    return access(List.of(name), Optional.of(value));
  }

  /** Access tokens that have at least one of these claims. */
  static TokenKind havingOneOf(String... names) {
    return access(List.of(names), Optional.empty());
  }

  /**
   * Whether a token is of this kind.
   *
   * @param type the header's {@code typ} in lower case
   */
  boolean matches(Claims claims, String type) {
    boolean other = isOther(claims) || (access && isIdOrEventToken(claims, type));
    return !other && isMarked(claims);
  }

  private static boolean isIdOrEventToken(Claims claims, String type) {
    return claims.hasAny(NEVER_IN_ACCESS_TOKENS)
        || (claims.has("nonce") && !isDeclaredAccess(claims, type));
  }

  // Keycloak before 24 copies the nonce of the login into access tokens; others do by
  // configuration.
  private static boolean isDeclaredAccess(Claims claims, String type) {
    return ACCESS_TYPES.contains(type)
        || claims.isText("typ", "Bearer")
        || claims.isText("token_use", "access");
  }

  private boolean isOther(Claims claims) {
    return otherTypes.contains(claims.text("typ")) || claims.isText("token_use", "id");
  }

  private boolean isMarked(Claims claims) {
    if (names.isEmpty()) {
      return true;
    }
    if (value.isPresent()) {
      return claims.isText(names.get(0), value.get());
    }
    return names.stream().anyMatch(claims::isText);
  }
}
