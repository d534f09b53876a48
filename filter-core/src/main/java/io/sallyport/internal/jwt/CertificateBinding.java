package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Checks that a certificate-bound token is sent by the holder of its client certificate (RFC 8705,
 * 3). The certificate is the one that the container verified in the TLS handshake, never one from a
 * header. A token that is bound to anything else, such as a DPoP key (RFC 9449), is rejected: a
 * thief could use it as a bearer token.
 */
public final class CertificateBinding {

  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
  private static final String THUMBPRINT = "x5t#S256";

  private final boolean required;

  private CertificateBinding(boolean required) {
    this.required = required;
  }

  /**
   * Creates the check.
   *
   * @param required whether a token that is not bound to a certificate is rejected
   */
  public static CertificateBinding of(boolean required) {
    return new CertificateBinding(required);
  }

  /**
   * Checks one token.
   *
   * @throws RejectedTokenException if the token is bound to something that the client does not hold
   */
  void check(VerifiedToken token, HttpServletRequest request) throws RejectedTokenException {
    if (!token.claims().has("cnf")) {
      if (required) {
        throw rejected("the token has no certificate binding");
      }
      return;
    }
    Optional<Claims> confirmation = token.claims().findObject("cnf");
    if (confirmation.isEmpty()) {
      throw new RejectedTokenException(Rejection.MALFORMED_CLAIM, "cnf is not an object");
    }
    if (!confirmation.get().isText(THUMBPRINT) || confirmation.get().size() != 1) {
      throw rejected("the binding of the token is not a certificate");
    }
    if (!isPresented(confirmation.get().text(THUMBPRINT), request)) {
      throw rejected("the client certificate is missing or differs from the binding");
    }
  }

  private static RejectedTokenException rejected(String facts) {
    return new RejectedTokenException(Rejection.CERTIFICATE_BINDING_FAILED, facts);
  }

  // The first certificate of the chain is the client's (Servlet 5.0, 3.10).
  private static boolean isPresented(String thumbprint, HttpServletRequest request) {
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
      // Equal to no thumbprint.
      return "";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
