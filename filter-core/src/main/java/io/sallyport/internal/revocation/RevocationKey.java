package io.sallyport.internal.revocation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Makes the keys of what can be revoked. A key is a hash of kind and names, so that a store
 * contains no user name and no id.
 */
public final class RevocationKey {

  private RevocationKey() {}

  /** One token (RFC 7519, 4.1.7). */
  public static String token(String issuer, String id) {
    return hash("token", issuer, id);
  }

  /** All tokens of a user, by the issuer's name for the user. */
  public static String subject(String issuer, String subject) {
    return hash("subject", issuer, subject);
  }

  /** All tokens of one login: the {@code sid} of OpenID Connect, or that of our own tokens. */
  public static String login(String issuer, String sid) {
    return hash("login", issuer, sid);
  }

  /** All tokens and sessions of a user, by the application's name for the user. */
  public static String person(String name) {
    return hash("person", name);
  }

  /** One session, by our own id for it. The container's session id would be a secret. */
  public static String session(String id) {
    return hash("session", id);
  }

  private static String hash(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        // The length first, so that different parts never give the same bytes.
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
