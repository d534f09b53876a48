package io.sallyport.internal.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.AuthenticationFilter;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import java.io.InputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through the filter, cache included: the certificate is of the request, not of the token. */
class CertificateBindingTest {

  private static final X509Certificate ANN = certificate("ann");
  private static final X509Certificate EVE = certificate("eve");

  /** By openssl x509 -outform DER | openssl dgst -sha256 -binary | basenc --base64url. */
  private static final String THUMBPRINT = "_b2NuScqCaMz8QPMknLyWGFw3qmQgzDiCBlKsCPuh6c";

  private static X509Certificate certificate(String name) {
    try (InputStream in = CertificateBindingTest.class.getResourceAsStream(name + ".pem")) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (java.io.IOException | java.security.cert.CertificateException e) {
      throw new AssertionError(e);
    }
  }

  private static AuthenticationFilter filter(boolean required) throws Exception {
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(
        new FakeContext()
            .parameter("auth.mode", "jwt")
            .parameter("auth.jwt.secretkey", Tokens.SECRET)
            .parameter("auth.jwt.require-certificate-binding", String.valueOf(required))
            .filterConfig());
    return filter;
  }

  private static String token(String confirmation) {
    String payload = Tokens.payload("ann", System.currentTimeMillis() / 1000);
    return Tokens.hs256(
        confirmation.isEmpty()
            ? payload
            : payload.replaceFirst("\\{", "{\"cnf\":" + confirmation + ","));
  }

  private static int status(AuthenticationFilter filter, String token, X509Certificate... chain)
      throws Exception {
    FakeRequest request = FakeRequest.get("/a").header("Authorization", "Bearer " + token);
    if (chain.length > 0) {
      request.setAttribute("jakarta.servlet.request.X509Certificate", chain);
    }
    FakeResponse response = new FakeResponse();
    filter.doFilter(request, response, (in, out) -> {});
    return response.getStatus();
  }

  @Test
  void boundTokenNeedsItsCertificate() throws Exception {
    AuthenticationFilter filter = filter(false);
    String bound = token("{\"x5t#S256\":\"" + THUMBPRINT + "\"}");
    for (int i = 0; i < 2; i++) {
      assertThat(status(filter, bound)).isEqualTo(401);
      assertThat(status(filter, bound, ANN)).isEqualTo(200);
      assertThat(status(filter, bound, ANN, EVE)).isEqualTo(200);
      assertThat(status(filter, bound, EVE)).isEqualTo(401);
      assertThat(status(filter, bound, EVE, ANN)).isEqualTo(401);
    }
    assertThat(status(filter, token(""))).isEqualTo(200);
    assertThat(status(filter, token(""), EVE)).isEqualTo(200);
  }

  @Test
  void unboundTokenIsRejectedIfBindingIsRequired() throws Exception {
    AuthenticationFilter filter = filter(true);
    assertThat(status(filter, token(""), ANN)).isEqualTo(401);
    assertThat(status(filter, token("{\"x5t#S256\":\"" + THUMBPRINT + "\"}"), ANN)).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "null",
        "[]",
        "\"x\"",
        "{\"x5t#S256\":null}",
        "{\"x5t#S256\":[\"_b2NuScqCaMz8QPMknLyWGFw3qmQgzDiCBlKsCPuh6c\"]}",
        "{\"x5t#S256\":\"\"}",
        "{\"x5t#S256\":\"_B2NuScqCaMz8QPMknLyWGFw3qmQgzDiCBlKsCPuh6c\"}",
        "{\"x5t#S256\":\"_b2NuScqCaMz8QPMknLyWGFw3qmQgzDiCBlKsCPuh6c=\"}",
        "{\"jkt\":\"_b2NuScqCaMz8QPMknLyWGFw3qmQgzDiCBlKsCPuh6c\"}",
        "{\"x5t#S256\":\"_b2NuScqCaMz8QPMknLyWGFw3qmQgzDiCBlKsCPuh6c\",\"jkt\":\"x\"}",
        "{\"jwk\":{}}"
      })
  void unknownBindingIsRejected(String confirmation) throws Exception {
    assertThat(status(filter(false), token(confirmation), ANN)).isEqualTo(401);
  }
}
