package io.sallyport.internal.jwt;

import io.sallyport.internal.revocation.RevocationKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that could have been taken back of a token, apart from everything of its person. */
public final class RevocationKeys {

  /** In a bridge: the keys of the token that it was made from. */
  static final String ORIGIN_CLAIM = "origin";

  private RevocationKeys() {}

  /** Those of a token with these verified claims, and of what it was made from. */
  public static List<String> of(Map<String, Object> claims) {
    String issuer = text(claims, "iss");
    List<String> keys = new ArrayList<>();
    if (!text(claims, "jti").isEmpty()) {
      keys.add(RevocationKey.token(issuer, text(claims, "jti")));
    }
    if (!text(claims, "sub").isEmpty()) {
      keys.add(RevocationKey.subject(issuer, text(claims, "sub")));
    }
    if (!text(claims, "sid").isEmpty()) {
      keys.add(RevocationKey.login(issuer, text(claims, "sid")));
    }
    if (claims.containsKey(TokenIssuer.LOGIN_CLAIM)) {
      // One of ours that was made from a session: whoever ends that may know no more than its key.
      keys.add(RevocationKey.session(text(claims, "sid")));
    }
    addOrigin(keys, claims.get(ORIGIN_CLAIM));
    return keys;
  }

  private static void addOrigin(List<String> keys, @Nullable Object origin) {
    if (origin instanceof List) {
      for (Object key : (List<?>) origin) {
        if (key instanceof String && !keys.contains(key)) {
          keys.add((String) key);
        }
      }
    }
  }

  private static String text(Map<String, Object> claims, String name) {
    Object value = claims.get(name);
    return value instanceof String ? (String) value : "";
  }
}
