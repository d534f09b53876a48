package io.sallyport.internal.jwt;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a provider marks its access tokens among its other tokens, which the same key signs: an ID
 * token tells a client who logged in and is no credential (RFC 8725, 2.8).
 */
final class TokenKind {

  private static final TokenKind ANY = new TokenKind(List.of(), Optional.empty());

  // OpenID Connect Core 2, 3.1.3.6, 3.3.2.11: what binds an ID token to one log-in of one client.
  private static final Set<String> ONLY_IN_ID_TOKENS = Set.of("nonce", "at_hash", "c_hash");

  private final List<String> names;
  private final Optional<String> value;

  private TokenKind(List<String> names, Optional<String> value) {
    this.names = List.copyOf(names);
    this.value = value;
  }

  /** Nothing marks them. */
  static TokenKind any() {
    return ANY;
  }

  /** This claim of theirs has this value. */
  static TokenKind having(String name, String value) {
    return new TokenKind(List.of(name), Optional.of(value));
  }

  /** They have one of these claims at least and none that belongs to ID tokens. */
  static TokenKind havingOneOf(String... names) {
    return new TokenKind(List.of(names), Optional.empty());
  }

  boolean isAccessToken(Map<String, Object> claims) {
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
