package io.sallyport.internal.key;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Optional;

/** The three curves of RFC 7518, each with its only algorithm (3.4, 6.2.1.1). */
enum EllipticCurve {
  P256("P-256", "secp256r1", "ES256"),
  P384("P-384", "secp384r1", "ES384"),
  P521("P-521", "secp521r1", "ES512");

  private final String joseName;
  private final String jcaName;
  private final String algorithm;

  EllipticCurve(String joseName, String jcaName, String algorithm) {
    this.joseName = joseName;
    this.jcaName = jcaName;
    this.algorithm = algorithm;
  }

  static Optional<EllipticCurve> find(String joseName) {
    for (EllipticCurve curve : values()) {
      if (curve.joseName.equals(joseName)) {
        return Optional.of(curve);
      }
    }
    return Optional.empty();
  }

  /**
   * The curve of a key.
   *
   * @throws KeyFormatException if the curve is unsupported, or the key's point is not on it
   */
  static EllipticCurve of(ECKey key) throws KeyFormatException {
    for (EllipticCurve curve : values()) {
      if (curve.has(key)) {
        if (key instanceof ECPublicKey && !curve.isOnCurve(((ECPublicKey) key).getW())) {
          throw new KeyFormatException(
              "the point of an EC key is not on its curve; create the key again");
        }
        return curve;
      }
    }
    throw new KeyFormatException(
        "the curve of an EC key is not supported; use P-256, P-384 or P-521");
  }

  private boolean has(ECKey key) {
    ECParameterSpec own = parameters();
    ECParameterSpec given = key.getParams();
    return own.getCurve().getField().equals(given.getCurve().getField())
        && own.getCurve().getA().equals(given.getCurve().getA())
        && own.getCurve().getB().equals(given.getCurve().getB())
        && own.getOrder().equals(given.getOrder());
  }

  private boolean isOnCurve(ECPoint point) {
    if (point.equals(ECPoint.POINT_INFINITY)) {
      return false;
    }
    ECParameterSpec own = parameters();
    BigInteger p = ((ECFieldFp) own.getCurve().getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    boolean inField =
        x.signum() >= 0 && y.signum() >= 0 && x.compareTo(p) < 0 && y.compareTo(p) < 0;
    BigInteger right =
        x.pow(3).add(own.getCurve().getA().multiply(x)).add(own.getCurve().getB()).mod(p);
    return inField && y.pow(2).mod(p).equals(right);
  }

  ECParameterSpec parameters() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(jcaName));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no curve " + jcaName, e);
    }
  }

  /** The length of a coordinate in bytes. */
  int fieldBytes() {
    return (parameters().getCurve().getField().getFieldSize() + 7) / 8;
  }

  String algorithm() {
    return algorithm;
  }
}
