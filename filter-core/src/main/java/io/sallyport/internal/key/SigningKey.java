package io.sallyport.internal.key;

import com.auth0.jwt.algorithms.Algorithm;
import io.sallyport.internal.json.JsonFormatException;
import io.sallyport.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;

/** Signs our own tokens. Bound to one algorithm. */
public final class SigningKey {

  private final Algorithm algorithm;
  private final Optional<String> keyId;

  private SigningKey(Algorithm algorithm, Optional<String> keyId) {
    this.algorithm = algorithm;
    this.keyId = keyId;
  }

  static SigningKey of(Algorithm algorithm, Optional<String> keyId) {
    return new SigningKey(algorithm, keyId);
  }

  /**
   * Reads a private key: PKCS#8 PEM or JWK.
   *
   * @param allowed the algorithms that the key may be used with; if empty, its default
   * @throws KeyFormatException if it cannot be used
   */
  public static SigningKey parse(String text, List<String> allowed) throws KeyFormatException {
    if (PemText.isPem(text)) {
      PrivateKey key = KeyMaterial.privateKey(PemText.parse(text).get(0));
      return bind(key, Optional.empty(), Optional.empty(), allowed);
    }
    try {
      JsonWebKey jwk =
          new JsonWebKey(StrictJson.parseObject(text.trim().getBytes(StandardCharsets.UTF_8)));
      return bind(jwk.privateKey(), jwk.algorithm(), jwk.keyId(), allowed);
    } catch (JsonFormatException e) {
      throw new KeyFormatException("not a private key; use PKCS#8 PEM or a private JWK");
    }
  }

  private static SigningKey bind(
      PrivateKey key, Optional<String> declared, Optional<String> keyId, List<String> allowed)
      throws KeyFormatException {
    String name = KeyAlgorithm.choose(key, declared, allowed);
    return new SigningKey(KeyAlgorithm.signing(name, key), keyId);
  }

  /** The header's {@code alg}. */
  public String algorithm() {
    return algorithm.getName();
  }

  /** The header's {@code kid}. */
  public Optional<String> keyId() {
    return keyId;
  }

  /** Signs {@code header.payload}, both in Base64url. */
  public byte[] sign(String header, String payload) {
    return algorithm.sign(
        header.getBytes(StandardCharsets.US_ASCII), payload.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "SigningKey[" + algorithm.getName() + "]";
  }
}
