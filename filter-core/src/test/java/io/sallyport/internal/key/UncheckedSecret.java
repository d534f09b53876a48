package io.sallyport.internal.key;

import com.auth0.jwt.algorithms.Algorithm;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A secret that is rejected at the start: published vectors are signed with zeros. */
public final class UncheckedSecret {

  private UncheckedSecret() {}

  public static VerificationKeys keys(String base64url, String algorithm) {
    byte[] secret = Base64.getUrlDecoder().decode(base64url);
    Algorithm bound =
        algorithm.equals("HS512")
            ? Algorithm.HMAC512(secret)
            : algorithm.equals("HS384") ? Algorithm.HMAC384(secret) : Algorithm.HMAC256(secret);
    return VerificationKeys.fixed(
        KeySet.of(List.of(new VerificationKey(Optional.empty(), bound, secret.length * 8))));
  }
}
