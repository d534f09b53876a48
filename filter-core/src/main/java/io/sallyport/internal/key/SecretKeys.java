package io.sallyport.internal.key;

import com.auth0.jwt.algorithms.Algorithm;
import io.sallyport.internal.json.JsonFormatException;
import io.sallyport.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads HMAC secrets. During a rotation there are several: all verify, the first signs. */
public final class SecretKeys {

  private static final int MIN_DISTINCT_BYTES = 8;
  private static final int MAX_PERIOD = 12;
  // Secrets of well-known examples.
  private static final Set<String> KNOWN =
      Set.of(
          "your-256-bit-secret",
          "your-384-bit-secret",
          "your-512-bit-secret",
          "a-string-secret-at-least-256-bits-long",
          "a-valid-string-secret-that-is-at-least-384-bits-long",
          "a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long",
          "aygcm3ywdvlp4fq1hdgmvfuvjjz1jwtw",
          "changeitchangeitchangeitchangeit",
          "this-is-a-very-long-secret-key-for-jwt",
          "mysecretkeymysecretkeymysecretkey");

  private final List<VerificationKey> keys = new ArrayList<>();
  private final List<SigningKey> signing = new ArrayList<>();

  private SecretKeys() {}

  /**
   * Reads secrets: plain text, {@code base64:...}, {@code base64url:...}, or a JWK.
   *
   * @param algorithm HS256, HS384 or HS512, for all secrets
   * @throws KeyFormatException if a secret is too short (RFC 7518, 3.2) or can be guessed
   */
  public static SecretKeys parse(List<String> texts, String algorithm) throws KeyFormatException {
    SecretKeys read = new SecretKeys();
    for (String text : texts) {
      Optional<JsonWebKey> jwk = text.startsWith("{") ? Optional.of(jwk(text)) : Optional.empty();
      byte[] secret = jwk.isPresent() ? jwk.get().secret() : bytes(text);
      checkStrength(secret, algorithm);
      Algorithm bound = bind(secret, algorithm);
      Optional<String> keyId = jwk.flatMap(JsonWebKey::keyId);
      read.keys.add(new VerificationKey(keyId, bound, secret.length * 8));
      read.signing.add(SigningKey.of(bound, keyId));
    }
    return read;
  }

  private static JsonWebKey jwk(String text) throws KeyFormatException {
    try {
      JsonWebKey key =
          new JsonWebKey(StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8)));
      if (key.isSecret()) {
        return key;
      }
    } catch (JsonFormatException e) {
      throw new KeyFormatException("the JWK is not valid JSON; correct it");
    }
    throw new KeyFormatException("\"kty\" of the JWK is not oct; use an oct key");
  }

  private static byte[] bytes(String text) throws KeyFormatException {
    try {
      if (text.startsWith("base64:")) {
        return Base64.getDecoder().decode(text.substring("base64:".length()));
      }
      if (text.startsWith("base64url:")) {
        return Base64.getUrlDecoder().decode(text.substring("base64url:".length()));
      }
    } catch (IllegalArgumentException e) {
      throw new KeyFormatException(
          "the text after base64: or base64url: is not Base64; correct it");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void checkStrength(byte[] secret, String algorithm) throws KeyFormatException {
    int needed = Integer.parseInt(algorithm.substring(2));
    String remedy = "create one with: openssl rand -base64 " + needed / 8;
    if (secret.length * 8 < needed) {
      throw new KeyFormatException(
          "the secret has "
              + secret.length * 8
              + " bits, "
              + algorithm
              + " needs "
              + needed
              + "; "
              + remedy);
    }
    String text = new String(secret, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    if (KNOWN.contains(text) || isRepetition(secret) || distinct(secret) < MIN_DISTINCT_BYTES) {
      throw new KeyFormatException("the secret is a known example or a pattern; " + remedy);
    }
  }

  private static long distinct(byte[] secret) {
    Set<Byte> seen = new java.util.HashSet<>();
    for (byte b : secret) {
      seen.add(b);
    }
    return seen.size();
  }

  private static boolean isRepetition(byte[] secret) {
    for (int period = 1; period <= MAX_PERIOD && period * 2 <= secret.length; period++) {
      int at = period;
      while (at < secret.length && secret[at] == secret[at - period]) {
        at++;
      }
      if (at == secret.length) {
        return true;
      }
    }
    return false;
  }

  private static Algorithm bind(byte[] secret, String algorithm) {
    switch (algorithm) {
      case "HS256":
        return Algorithm.HMAC256(secret);
      case "HS384":
        return Algorithm.HMAC384(secret);
      case "HS512":
        return Algorithm.HMAC512(secret);
      default:
        throw new IllegalArgumentException("no HMAC algorithm: " + algorithm);
    }
  }

  /** All secrets, for verification. */
  public VerificationKeys keys() {
    return VerificationKeys.fixed(KeySet.of(keys));
  }

  /** The first secret, for signing. */
  public SigningKey signingKey() {
    return signing.get(0);
  }
}
