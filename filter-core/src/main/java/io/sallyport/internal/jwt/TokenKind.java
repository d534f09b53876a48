package io.sallyport.internal.jwt;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a provider marks its tokens of one kind among its others, which the same key signs: an ID
 * token tells a client who logged in and is no credential (RFC 8725, 2.8).
 */
final class TokenKind {

  // Keycloak's and Cognito's words for what is no access token; so also where no provider is named.
  private static final Set<String> NO_ACCESS_TOKENS = Set.of("ID", "Refresh", "Offline", "Logout");
  private static final Set<String> NO_LOGOUT_TOKENS = Set.of("ID", "Refresh", "Offline", "Bearer");

  private static final TokenKind ANY = access(List.of(), Optional.empty());
  private static final TokenKind LOGOUT =
      new TokenKind(List.of(), Optional.empty(), NO_LOGOUT_TOKENS, false);

  // What no access token has: hashes of what came beside an ID token (OpenID Connect Core 3.1.3.6,
  // 3.3.2.11), and the events of a logout or security event token (RFC 8417, 2.2).
  private static final List<String> NEVER_IN_ACCESS_TOKENS = List.of("at_hash", "c_hash", "events");

  // RFC 9068, 2.1.
  private static final Set<String> ACCESS_TYPES = Set.of("at+jwt", "application/at+jwt");

  private final List<String> names;
  private final Optional<String> value;
  private final Set<String> others;
  private final boolean access;

  private TokenKind(
      List<String> names, Optional<String> value, Set<String> others, boolean access) {
    this.names = List.copyOf(names);
    this.value = value;
    this.others = others;
    this.access = access;
  }

  private static TokenKind access(List<String> names, Optional<String> value) {
    return new TokenKind(names, value, NO_ACCESS_TOKENS, true);
  }

  /** Access tokens that nothing marks. */
  static TokenKind any() {
    return ANY;
  }

  /** Logout tokens; Keycloak marks them, others do not. */
  static TokenKind logout() {
    return LOGOUT;
  }

  /** This claim of theirs has this value. */
  static TokenKind having(String name, String value) {
    return access(List.of(name), Optional.of(value));
  }

  /** They have one of these claims at least. */
  static TokenKind havingOneOf(String... names) {
    return access(List.of(names), Optional.empty());
  }

  /**
   * Whether a token is of this kind.
   *
   * @param type its header's {@code typ} in lower case
   */
  boolean fits(Map<String, Object> claims, String type) {
    boolean another = isAnother(claims) || (access && isOfAnotherExchange(claims, type));
    return !another && isMarked(claims);
  }

  private static boolean isOfAnotherExchange(Map<String, Object> claims, String type) {
    return !Collections.disjoint(claims.keySet(), NEVER_IN_ACCESS_TOKENS)
        || (claims.containsKey("nonce") && !isSaidToBeAccess(claims, type));
  }

  // Keycloak before 24 copies the nonce of the login into access tokens; others do by
  // configuration.
  private static boolean isSaidToBeAccess(Map<String, Object> claims, String type) {
    return ACCESS_TYPES.contains(type)
        || "Bearer".equals(claims.get("typ"))
        || "access".equals(claims.get("token_use"));
  }

  private boolean isAnother(Map<String, Object> claims) {
    return others.contains(String.valueOf(claims.get("typ")))
        || "id".equals(claims.get("token_use"));
  }

  private boolean isMarked(Map<String, Object> claims) {
    if (names.isEmpty()) {
      return true;
    }
    if (value.isPresent()) {
      return value.get().equals(claims.get(names.get(0)));
    }
    return names.stream().anyMatch(name -> claims.get(name) instanceof String);
  }
}
