package io.sallyport.internal.jwt;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a provider marks its access tokens among its other tokens, which the same key signs: an ID
 * token tells a client who logged in and is no credential (RFC 8725, 2.8).
 */
public final class TokenKind {

  private static final TokenKind ANY = new TokenKind(List.of(), Optional.empty());

  private final List<String> names;
  private final Optional<String> value;

  private TokenKind(List<String> names, Optional<String> value) {
    this.names = List.copyOf(names);
    this.value = value;
  }

  /** Nothing marks them. */
  public static TokenKind any() {
    return ANY;
  }

  /** This claim of theirs has this value. */
  static TokenKind having(String name, String value) {
    return new TokenKind(List.of(name), Optional.of(value));
  }

  /** They have one of these claims at least, which the others never have. */
  static TokenKind havingOneOf(String... names) {
    return new TokenKind(List.of(names), Optional.empty());
  }

  boolean isAccessToken(Map<String, Object> claims) {
    for (String name : names) {
      Object found = claims.get(name);
      if (found != null && (value.isEmpty() || value.get().equals(found))) {
        return true;
      }
    }
    return names.isEmpty();
  }
}
