package io.sallyport.internal.key;

import io.sallyport.internal.json.JsonFormatException;
import io.sallyport.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads public keys from text: PEM blocks, a JWK, a JWKS, or a JWK or JWKS in Base64url
 * (MicroProfile JWT 2.1, 9.2). Entries of a JWKS that cannot be used are skipped with a warning.
 */
public final class PublicKeys {

  private final List<VerificationKey> keys = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> allowed;

  private PublicKeys(List<String> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /**
   * Reads keys.
   *
   * @param allowed the algorithms that the keys may be used with; if empty, the default of each key
   * @throws KeyFormatException if no key can be used
   */
  public static PublicKeys parse(String text, List<String> allowed) throws KeyFormatException {
    PublicKeys read = new PublicKeys(allowed);
    if (PemText.isPem(text)) {
      for (PemText.Block block : PemText.parse(text)) {
        read.add(KeyMaterial.publicKey(block), Optional.empty(), Optional.empty());
      }
    } else {
      read.readJson(text.trim());
    }
    return read;
  }

  private void readJson(String text) throws KeyFormatException {
    Map<String, Object> document = document(text);
    if (document.get("keys") instanceof List) {
      readSet((List<?>) document.get("keys"));
    } else {
      readOne(new JsonWebKey(document));
    }
  }

  private static Map<String, Object> document(String text) throws KeyFormatException {
    try {
      byte[] json =
          text.startsWith("{")
              ? text.getBytes(StandardCharsets.UTF_8)
              : Base64.getUrlDecoder().decode(text);
      return StrictJson.parseObject(json);
    } catch (JsonFormatException | IllegalArgumentException e) {
      throw new KeyFormatException("not a public key; use PEM, JWK or JWKS (docs/settings.md)");
    }
  }

  private void readSet(List<?> entries) throws KeyFormatException {
    int number = 0;
    for (Object entry : entries) {
      number++;
      try {
        readOne(new JsonWebKey(entryMembers(entry)));
      } catch (KeyFormatException e) {
        warnings.add("entry " + number + " of the key set is not used: " + e.getMessage());
      }
    }
    if (keys.isEmpty()) {
      throw new KeyFormatException(
          "no usable key; "
              + (warnings.isEmpty()
                  ? "use a JWKS with a signature key"
                  : String.join("; ", warnings)));
    }
  }

  private static Map<String, Object> entryMembers(Object entry) throws KeyFormatException {
    if (!(entry instanceof Map)) {
      throw new KeyFormatException("not a key");
    }
    Map<String, Object> members = new java.util.HashMap<>();
    ((Map<?, ?>) entry).forEach((name, value) -> members.put(String.valueOf(name), value));
    return members;
  }

  private void readOne(JsonWebKey key) throws KeyFormatException {
    if (key.isSecret()) {
      throw new KeyFormatException("the key is a secret; set it in \"auth.jwt.secretkey\"");
    }
    if (key.isPrivate()) {
      throw new KeyFormatException("the key is private (\"d\"); use the public key");
    }
    if (!key.isForSignatures()) {
      throw new KeyFormatException(
          "the key is not for signatures (\"use\", \"key_ops\"); use a signature key");
    }
    add(key.publicKey(), key.algorithm(), key.keyId());
  }

  private void add(PublicKey key, Optional<String> algorithm, Optional<String> keyId)
      throws KeyFormatException {
    String name = KeyAlgorithm.choose(key, algorithm, allowed);
    keys.add(new VerificationKey(keyId, KeyAlgorithm.verifying(name, key), KeyAlgorithm.bits(key)));
  }

  /** The usable keys. */
  public VerificationKeys keys() {
    return VerificationKeys.fixed(keySet());
  }

  KeySet keySet() {
    return KeySet.of(keys);
  }

  /** The skipped entries of a key set, with reasons. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }
}
