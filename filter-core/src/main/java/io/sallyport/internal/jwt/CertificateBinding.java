package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Map;

/**
 * Tokens that only the holder of a client certificate may use (RFC 8705, 3). The certificate is the
 * one that the container checked in the TLS handshake, never one that a header names. A token that
 * is bound to anything else, such as a key for DPoP (RFC 9449), is refused: taken as a bearer token
 * it would serve whoever stole it.
 */
public final class CertificateBinding {

  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
  private static final String THUMBPRINT = "x5t#S256";

  private final boolean required;

  private CertificateBinding(boolean required) {
    this.required = required;
  }

  /**
   * The check.
   *
   * @param required whether a token that is bound to no certificate is refused
   */
  public static CertificateBinding of(boolean required) {
    return new CertificateBinding(required);
  }

  /**
   * Checks that whoever sends the token may.
   *
   * @throws RejectedTokenException if not
   */
  void check(VerifiedToken token, HttpServletRequest request) throws RejectedTokenException {
    if (!token.claims().containsKey("cnf")) {
      if (required) {
        throw refusal("the token is bound to no certificate");
      }
      return;
    }
    Object confirmation = token.claims().get("cnf");
    if (!(confirmation instanceof Map)) {
      throw new RejectedTokenException(Rejection.MALFORMED_CLAIM, "cnf is not an object");
    }
    Object thumbprint = ((Map<?, ?>) confirmation).get(THUMBPRINT);
    if (!(thumbprint instanceof String) || ((Map<?, ?>) confirmation).size() != 1) {
      throw refusal("the token is bound to something else than a certificate");
    }
    if (!isShown((String) thumbprint, request)) {
      throw refusal("the certificate that the token is bound to was not shown");
    }
  }

  private static RejectedTokenException refusal(String facts) {
    return new RejectedTokenException(Rejection.CERTIFICATE_BINDING_FAILED, facts);
  }

  // The first of the chain is the client's own (Servlet 5.0, 3.10).
  private static boolean isShown(String thumbprint, HttpServletRequest request) {
    Object chain = request.getAttribute(CERTIFICATES);
    return chain instanceof X509Certificate[]
        && ((X509Certificate[]) chain).length > 0
        && MessageDigest.isEqual(
            ascii(thumbprint), ascii(thumbprintOf(((X509Certificate[]) chain)[0])));
  }

  private static String thumbprintOf(X509Certificate certificate) {
    try {
      return Base64Url.encode(
          MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      // No thumbprint equals this.
      return "";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
