package io.sallyport.test;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes the signature of a token by the JDK's own cryptography. */
final class TokenSignature {

  private TokenSignature() {}

  static byte[] sign(byte[] input, String algorithm) {
    if (algorithm.startsWith("HS")) {
      return mac(input, Tokens.SECRET, algorithm);
    }
    try {
      Signature signature = signature(algorithm);
      signature.initSign(TestKeys.pair(algorithm).getPrivate());
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] mac(byte[] input, String secret, String algorithm) {
    try {
      String name = "HmacSHA" + algorithm.substring(2);
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), name));
      return mac.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Signature signature(String algorithm) throws GeneralSecurityException {
    String bits = algorithm.substring(2);
    switch (algorithm.substring(0, 2)) {
      case "RS":
        return Signature.getInstance("SHA" + bits + "withRSA");
      case "PS":
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(pss(bits));
        return pss;
      case "ES":
        return Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
      default:
        return Signature.getInstance("Ed25519");
    }
  }

  private static AlgorithmParameterSpec pss(String bits) {
    String hash = "SHA-" + bits;
    int saltBytes = Integer.parseInt(bits) / 8;
    return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), saltBytes, 1);
  }
}
