package io.sallyport.internal.key;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** Decodes keys from DER and key specifications. */
final class KeyMaterial {

  private static final String[] TYPES = {"RSA", "EC", "Ed25519"};
  // AlgorithmIdentifier rsaEncryption, NULL (RFC 8017, A.1).
  private static final byte[] RSA_ENCRYPTION = {
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  private KeyMaterial() {}

  static PublicKey publicKey(PemText.Block block) throws KeyFormatException {
    switch (block.label()) {
      case "PUBLIC KEY":
        return subjectPublicKey(block.der());
      case "RSA PUBLIC KEY":
        return subjectPublicKey(wrap(block.der()));
      case "CERTIFICATE":
        return certificateKey(block.der());
      default:
        throw new KeyFormatException(
            block.label().endsWith("PRIVATE KEY")
                ? "the key is private; use the public key: openssl pkey -pubout"
                : "the PEM block has another type; use PUBLIC KEY or CERTIFICATE");
    }
  }

  static PrivateKey privateKey(PemText.Block block) throws KeyFormatException {
    if (!block.label().equals("PRIVATE KEY")) {
      throw new KeyFormatException(
          block.label().endsWith("PRIVATE KEY")
              ? "the key is not PKCS#8 or is encrypted; convert it with: openssl pkcs8 -topk8 -nocrypt"
              : "not a private key; use PKCS#8 PEM");
    }
    for (String type : TYPES) {
      Optional<PrivateKey> key =
          attempt(
              () ->
                  KeyFactory.getInstance(type)
                      .generatePrivate(new PKCS8EncodedKeySpec(block.der())));
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new KeyFormatException("key type is not supported; use RSA, EC or Ed25519");
  }

  private static PublicKey subjectPublicKey(byte[] der) throws KeyFormatException {
    for (String type : TYPES) {
      Optional<PublicKey> key =
          attempt(() -> KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der)));
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new KeyFormatException(
        "key type is not supported; use RSA, EC or Ed25519 (Java 15 or newer)");
  }

  private static PublicKey certificateKey(byte[] der) throws KeyFormatException {
    Optional<PublicKey> key =
        attempt(
            () ->
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey());
    if (key.isEmpty()) {
      throw new KeyFormatException("the certificate is malformed; copy the whole file");
    }
    return key.get();
  }

  static PublicKey generatePublic(String type, KeySpec spec) throws KeyFormatException {
    Optional<PublicKey> key = attempt(() -> KeyFactory.getInstance(type).generatePublic(spec));
    return key.orElseThrow(() -> noKey(type));
  }

  static PrivateKey generatePrivate(String type, KeySpec spec) throws KeyFormatException {
    Optional<PrivateKey> key = attempt(() -> KeyFactory.getInstance(type).generatePrivate(spec));
    return key.orElseThrow(() -> noKey(type));
  }

  private static KeyFormatException noKey(String type) {
    return new KeyFormatException(
        "the numbers of a key are not a valid " + type + " key; create the key again");
  }

  /** One call of a security provider. */
  private interface Attempt<T> {
    T decode() throws GeneralSecurityException;
  }

  // Providers also throw unchecked exceptions for some malformed keys. Either way the text has no
  // key of this type.
  private static <T> Optional<T> attempt(Attempt<T> attempt) {
    try {
      return Optional.of(attempt.decode());
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  // PKCS#1 into SubjectPublicKeyInfo: SEQUENCE { algorithm, BIT STRING { 0 unused bits, key } }.
  private static byte[] wrap(byte[] pkcs1) {
    byte[] bits = new byte[pkcs1.length + 1];
    System.arraycopy(pkcs1, 0, bits, 1, pkcs1.length);
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(RSA_ENCRYPTION);
    inner.writeBytes(element(0x03, bits));
    return element(0x30, inner.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.write(tag);
    if (content.length < 128) {
      der.write(content.length);
    } else {
      der.write(0x82);
      der.write(content.length >> 8);
      der.write(content.length);
    }
    der.writeBytes(content);
    return der.toByteArray();
  }
}
