package io.sallyport.internal.key;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a JSON Web Key (RFC 7517, RFC 7518 section 6, RFC 8037 section 2). */
final class JsonWebKey {

  // SubjectPublicKeyInfo and PrivateKeyInfo of Ed25519 up to the 32 bytes of the key (RFC 8410).
  private static final String ED25519_PUBLIC_PREFIX = "MCowBQYDK2VwAyEA";
  private static final String ED25519_PRIVATE_PREFIX = "MC4CAQAwBQYDK2VwBCIEIA==";

  private final Map<String, Object> members;

  JsonWebKey(Map<String, Object> members) {
    this.members = members;
  }

  Optional<String> keyId() {
    return text("kid");
  }

  Optional<String> algorithm() {
    return text("alg");
  }

  boolean isSecret() {
    return text("kty").equals(Optional.of("oct"));
  }

  boolean isPrivate() {
    return members.containsKey("d");
  }

  /** Whether {@code use} and {@code key_ops} allow signature verification (RFC 7517, 4.2, 4.3). */
  boolean isForSignatures() {
    Object operations = members.get("key_ops");
    boolean use = !members.containsKey("use") || "sig".equals(members.get("use"));
    return use
        && (operations == null
            || (operations instanceof List && ((List<?>) operations).contains("verify")));
  }

  byte[] secret() throws KeyFormatException {
    return bytes("k");
  }

  PublicKey publicKey() throws KeyFormatException {
    switch (text("kty").orElse("")) {
      case "RSA":
        return KeyMaterial.generatePublic("RSA", new RSAPublicKeySpec(number("n"), number("e")));
      case "EC":
        return KeyMaterial.generatePublic("EC", ecPublic());
      case "OKP":
        return KeyMaterial.generatePublic(
            "Ed25519", new X509EncodedKeySpec(ed25519(ED25519_PUBLIC_PREFIX, "x")));
      default:
        throw new KeyFormatException("\"kty\" of a key is not supported; use RSA, EC or OKP");
    }
  }

  PrivateKey privateKey() throws KeyFormatException {
    switch (text("kty").orElse("")) {
      case "RSA":
        return KeyMaterial.generatePrivate("RSA", rsaPrivate());
      case "EC":
        return KeyMaterial.generatePrivate(
            "EC", new ECPrivateKeySpec(coordinate("d", curve()), curve().parameters()));
      case "OKP":
        return KeyMaterial.generatePrivate(
            "Ed25519", new PKCS8EncodedKeySpec(ed25519(ED25519_PRIVATE_PREFIX, "d")));
      default:
        throw new KeyFormatException("\"kty\" of a key is not supported; use RSA, EC or OKP");
    }
  }

  private KeySpec rsaPrivate() throws KeyFormatException {
    return new RSAPrivateCrtKeySpec(
        number("n"),
        number("e"),
        number("d"),
        number("p"),
        number("q"),
        number("dp"),
        number("dq"),
        number("qi"));
  }

  private KeySpec ecPublic() throws KeyFormatException {
    EllipticCurve curve = curve();
    ECPoint point = new ECPoint(coordinate("x", curve), coordinate("y", curve));
    return new ECPublicKeySpec(point, curve.parameters());
  }

  // As long as the field (RFC 7518, 6.2.1.2). Some providers omit leading zeros. With a longer one
  // Java fails, or computes with numbers of any length.
  private BigInteger coordinate(String member, EllipticCurve curve) throws KeyFormatException {
    byte[] bytes = bytes(member);
    if (bytes.length > curve.fieldBytes()) {
      throw new KeyFormatException(
          "\"" + member + "\" of an EC key is too long for its curve; create the key again");
    }
    return new BigInteger(1, bytes);
  }

  private EllipticCurve curve() throws KeyFormatException {
    return EllipticCurve.find(text("crv").orElse(""))
        .orElseThrow(
            () ->
                new KeyFormatException(
                    "the curve of an EC key is not supported; use P-256, P-384 or P-521"));
  }

  private byte[] ed25519(String prefix, String member) throws KeyFormatException {
    byte[] raw = bytes(member);
    if (!text("crv").equals(Optional.of("Ed25519")) || raw.length != 32) {
      throw new KeyFormatException("the OKP key is not supported; use Ed25519 with 32 bytes");
    }
    byte[] start = Base64.getDecoder().decode(prefix);
    byte[] der = new byte[start.length + raw.length];
    System.arraycopy(start, 0, der, 0, start.length);
    System.arraycopy(raw, 0, der, start.length, raw.length);
    return der;
  }

  private BigInteger number(String member) throws KeyFormatException {
    return new BigInteger(1, bytes(member));
  }

  private byte[] bytes(String member) throws KeyFormatException {
    String text = text(member).orElse("");
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new KeyFormatException("\"" + member + "\" of a key is not Base64url; correct it");
    }
    throw new KeyFormatException("a key has no \"" + member + "\"; add it");
  }

  private Optional<String> text(String member) {
    Object value = members.get(member);
    return value instanceof String ? Optional.of((String) value) : Optional.empty();
  }
}
