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

  private static final TokenKind ANY = new TokenKind(List.of(), Optional.empty(), NO_ACCESS_TOKENS);
  private static final TokenKind LOGOUT =
      new TokenKind(List.of(), Optional.empty(), NO_LOGOUT_TOKENS);

  // OpenID Connect Core 2, 3.1.3.6, 3.3.2.11: what binds an ID token to one log-in of one client.
  private static final Set<String> ONLY_IN_ID_TOKENS = Set.of("nonce", "at_hash", "c_hash");

  private final List<String> names;
  private final Optional<String> value;
  private final Set<String> others;

  private TokenKind(List<String> names, Optional<String> value, Set<String> others) {
    this.names = List.copyOf(names);
    this.value = value;
    this.others = others;
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
    return new TokenKind(List.of(name), Optional.of(value), NO_ACCESS_TOKENS);
  }

  /** They have one of these claims at least and none that belongs to ID tokens. */
  static TokenKind havingOneOf(String... names) {
    return new TokenKind(List.of(names), Optional.empty(), NO_ACCESS_TOKENS);
  }

  boolean fits(Map<String, Object> claims) {
    return !isAnother(claims) && isMarked(claims);
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
    return names.stream().anyMatch(name -> claims.get(name) instanceof String)
        && Collections.disjoint(claims.keySet(), ONLY_IN_ID_TOKENS);
  }
}
