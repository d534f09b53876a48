package io.sallyport.internal.key;

import com.auth0.jwt.algorithms.Algorithm;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the one algorithm that a public or private key is used with. */
final class KeyAlgorithm {

  private static final int MIN_RSA_BITS = 2048;
  private static final List<String> RSA =
      List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

  private static final List<String> OTHERS =
      List.of("ES256", "ES384", "ES512", Ed25519Algorithm.NAME, Ed25519Algorithm.OTHER_NAME);

  private KeyAlgorithm() {}

  /** Whether it is an algorithm for public keys. */
  static boolean isPublic(String name) {
    return RSA.contains(name) || OTHERS.contains(name);
  }

  /**
   * The name of the algorithm: the one that the key names, else the allowed one that fits, else the
   * default for such a key.
   *
   * @param declared the {@code alg} of a JWK
   * @param allowed the configured algorithms; if empty, all
   * @throws KeyFormatException if none or several fit, or the key is too weak
   */
  static String choose(Key key, Optional<String> declared, List<String> allowed)
      throws KeyFormatException {
    List<String> fitting = fitting(key);
    if (declared.isPresent()) {
      String name = canonical(declared.get());
      if (!fitting.contains(name) || (!allowed.isEmpty() && !canonical(allowed).contains(name))) {
        throw new KeyFormatException(
            "\"alg\" of a key does not match the key or the allowed algorithms; correct one of them");
      }
      return name;
    }
    if (allowed.isEmpty()) {
      return fitting.get(0);
    }
    List<String> chosen = new ArrayList<>(fitting);
    chosen.retainAll(canonical(allowed));
    if (chosen.size() != 1) {
      throw new KeyFormatException(
          chosen.isEmpty()
              ? "a key matches none of the allowed algorithms; use " + String.join(", ", fitting)
              : "a key matches "
                  + String.join(" and ", chosen)
                  + "; allow only one algorithm for a key");
    }
    return chosen.get(0);
  }

  private static List<String> fitting(Key key) throws KeyFormatException {
    if (key instanceof RSAKey) {
      int bits = bits(key);
      if (bits < MIN_RSA_BITS) {
        throw new KeyFormatException(
            "RSA key has "
                + bits
                + " bits, minimum 2048 (RFC 7518, 3.3); create one with: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048");
      }
      return RSA;
    }
    if (key instanceof ECKey) {
      return List.of(EllipticCurve.of((ECKey) key).algorithm());
    }
    if (isEd25519(key)) {
      return List.of(Ed25519Algorithm.NAME);
    }
    throw new KeyFormatException("key type is not supported; use RSA, EC or Ed25519");
  }

  // Java before 15 has no interface for this type.
  private static boolean isEd25519(Key key) {
    return key.getAlgorithm().equals("EdDSA") || key.getAlgorithm().equals("Ed25519");
  }

  private static List<String> canonical(List<String> names) {
    List<String> canonical = new ArrayList<>();
    names.forEach(name -> canonical.add(canonical(name)));
    return canonical;
  }

  private static String canonical(String name) {
    return name.equals(Ed25519Algorithm.OTHER_NAME) ? Ed25519Algorithm.NAME : name;
  }

  static int bits(Key key) {
    if (key instanceof RSAKey) {
      return ((RSAKey) key).getModulus().bitLength();
    }
    return key instanceof ECKey ? ((ECKey) key).getParams().getOrder().bitLength() : 255;
  }

  static Algorithm verifying(String name, PublicKey key) {
    return key instanceof RSAPublicKey
        ? rsa(name, (RSAPublicKey) key, null)
        : key instanceof ECPublicKey
            ? ec(name, (ECPublicKey) key, null)
            : Ed25519Algorithm.verifying(key);
  }

  static Algorithm signing(String name, PrivateKey key) {
    return key instanceof RSAPrivateKey
        ? rsa(name, null, (RSAPrivateKey) key)
        : key instanceof ECPrivateKey
            ? ec(name, null, (ECPrivateKey) key)
            : Ed25519Algorithm.signing(key);
  }

  private static Algorithm rsa(
      String name, @Nullable RSAPublicKey verifying, @Nullable RSAPrivateKey signing) {
    switch (name) {
      case "RS256":
        return Algorithm.RSA256(verifying, signing);
      case "RS384":
        return Algorithm.RSA384(verifying, signing);
      case "RS512":
        return Algorithm.RSA512(verifying, signing);
      case "PS256":
        return Algorithm.RSA256PSS(verifying, signing);
      case "PS384":
        return Algorithm.RSA384PSS(verifying, signing);
      case "PS512":
        return Algorithm.RSA512PSS(verifying, signing);
      default:
        throw new IllegalArgumentException("no RSA algorithm: " + name);
    }
  }

  private static Algorithm ec(
      String name, @Nullable ECPublicKey verifying, @Nullable ECPrivateKey signing) {
    switch (name) {
      case "ES256":
        return Algorithm.ECDSA256(verifying, signing);
      case "ES384":
        return Algorithm.ECDSA384(verifying, signing);
      case "ES512":
        return Algorithm.ECDSA512(verifying, signing);
      default:
        throw new IllegalArgumentException("no EC algorithm: " + name);
    }
  }
}
