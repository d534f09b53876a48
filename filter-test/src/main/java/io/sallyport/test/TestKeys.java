package io.sallyport.test;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Generates one key pair for each kind of algorithm, and shows its public key as a JWK. */
final class TestKeys {

  private static final int RSA_BITS = 2048;
  private static final int ED25519_BYTES = 32;
  private static final Map<String, String> CURVES =
      Map.of("ES256", "secp256r1", "ES384", "secp384r1", "ES512", "secp521r1");
  private static final Map<Integer, String> CURVE_NAMES =
      Map.of(32, "P-256", 48, "P-384", 66, "P-521");

  private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();

  private TestKeys() {}

  static KeyPair pair(String algorithm) {
    // RS and PS algorithms use the same key.
    String type = algorithm.startsWith("E") ? algorithm : "RSA";
    return PAIRS.computeIfAbsent(type, TestKeys::generate);
  }

  private static KeyPair generate(String type) {
    try {
      switch (type) {
        case "RSA":
          KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
          rsa.initialize(RSA_BITS);
          return rsa.generateKeyPair();
        case "EdDSA":
          return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        default:
          KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
          ec.initialize(new ECGenParameterSpec(CURVES.get(type)));
          return ec.generateKeyPair();
      }
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String jwk(String algorithm, String keyId) {
    return "{"
        + parameters(pair(algorithm).getPublic())
        + ",\"kid\":\""
        + keyId
        + "\",\"alg\":\""
        + algorithm
        + "\",\"use\":\"sig\"}";
  }

  private static String parameters(PublicKey key) {
    if (key instanceof RSAPublicKey) {
      RSAPublicKey rsa = (RSAPublicKey) key;
      return "\"kty\":\"RSA\",\"n\":\""
          + number(rsa.getModulus(), 0)
          + "\",\"e\":\""
          + number(rsa.getPublicExponent(), 0)
          + "\"";
    }
    if (key instanceof ECPublicKey) {
      ECPublicKey ec = (ECPublicKey) key;
      int size = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
      return "\"kty\":\"EC\",\"crv\":\""
          + CURVE_NAMES.get(size)
          + "\",\"x\":\""
          + number(ec.getW().getAffineX(), size)
          + "\",\"y\":\""
          + number(ec.getW().getAffineY(), size)
          + "\"";
    }
    byte[] encoded = key.getEncoded();
    byte[] x = Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
    return "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + Tokens.encode(x) + "\"";
  }

  /** An unsigned number, padded to at least this many bytes. */
  private static String number(BigInteger number, int size) {
    byte[] bytes = number.toByteArray();
    int start = bytes[0] == 0 ? 1 : 0;
    byte[] padded = new byte[Math.max(size, bytes.length - start)];
    int length = bytes.length - start;
    System.arraycopy(bytes, start, padded, padded.length - length, length);
    return Tokens.encode(padded);
  }
}
