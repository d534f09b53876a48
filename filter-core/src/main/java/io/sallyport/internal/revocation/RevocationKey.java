package io.sallyport.internal.revocation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What can be taken back, as an opaque key: a hash over its kind and names, so that no name and no
 * id lies in a store.
 */
public final class RevocationKey {

  private RevocationKey() {}

  /** One token (RFC 7519, 4.1.7). */
  public static String token(String issuer, String id) {
    return hash("token", issuer, id);
  }

  /** All tokens of somebody, as their issuer names them. */
  public static String subject(String issuer, String subject) {
    return hash("subject", issuer, subject);
  }

  /** All tokens of one log-in: the {@code sid} of OpenID Connect, or that of our own tokens. */
  public static String login(String issuer, String sid) {
    return hash("login", issuer, sid);
  }

  /** Everything of somebody, as the application names them: tokens and sessions. */
  public static String person(String name) {
    return hash("person", name);
  }

  /** One session, by the id that we gave it; not the container's, which opens it. */
  public static String session(String id) {
    return hash("session", id);
  }

  private static String hash(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        // The length first, so that no two lists of parts are the same bytes.
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
