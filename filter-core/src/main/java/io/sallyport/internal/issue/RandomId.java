package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.Base64Url;
import java.security.SecureRandom;

/** Creates ids that cannot be guessed: 128 random bits in Base64url. */
final class RandomId {

  private static final int BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomId() {}

  static String next() {
    byte[] id = new byte[BYTES];
    RANDOM.nextBytes(id);
    return Base64Url.encode(id);
  }
}
