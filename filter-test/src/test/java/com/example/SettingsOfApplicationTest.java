package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.AuthenticationFilter;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application tests its rules: the filter with its settings, and signed tokens. */
class SettingsOfApplicationTest {

  private final long now = System.currentTimeMillis() / 1000;
  private final AuthenticationFilter filter = new AuthenticationFilter();

  @BeforeEach
  void start() throws Exception {
    filter.init(context().parameters(Tokens.settings()).filterConfig());
  }

  @AfterEach
  void stop() {
    filter.destroy();
  }

  private static FakeContext context() {
    return new FakeContext().parameter("auth.rules", "/public permit; /claims approver");
  }

  private static FakeResponse send(AuthenticationFilter filter, FakeRequest request)
      throws Exception {
    FakeResponse response = new FakeResponse();
    filter.doFilter(
        request,
        response,
        (in, out) ->
            ((HttpServletResponse) out)
                .setHeader("Caller", ((HttpServletRequest) in).getRemoteUser()));
    return response;
  }

  private FakeResponse send(String token) throws Exception {
    return send(filter, FakeRequest.get("/claims").bearer(token));
  }

  @Test
  void approverIsAccepted() throws Exception {
    FakeResponse response = send(Tokens.good("ann", now, "approver"));
    assertEquals(200, response.getStatus());
    assertEquals("ann", response.getHeader("Caller"));
  }

  @Test
  void otherRoleIsRejected() throws Exception {
    assertEquals(403, send(Tokens.good("ben", now, "reader")).getStatus());
  }

  @Test
  void expiredTokenIsRejected() throws Exception {
    assertEquals(401, send(Tokens.good("ann", now - 7200, "approver")).getStatus());
  }

  @Test
  void tokenOfOtherIssuerIsRejected() throws Exception {
    String payload = Tokens.payload("ann", now, "approver");
    String input = Tokens.encode("{\"alg\":\"HS256\"}") + "." + Tokens.encode(payload);
    String token = input + "." + Tokens.hmac(input, Tokens.OTHER_SECRET, "HS256");
    assertEquals(401, send(token).getStatus());
  }

  @Test
  void publicPathNeedsNoToken() throws Exception {
    assertEquals(200, send(filter, FakeRequest.get("/public")).getStatus());
    assertEquals(401, send(filter, FakeRequest.get("/claims")).getStatus());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS512", "PS256", "PS384", "ES256", "ES384", "ES512", "EdDSA"})
  void publicKeyVerifiesToken(String algorithm) throws Exception {
    AuthenticationFilter verifying = new AuthenticationFilter();
    verifying.init(
        context()
            .parameter("auth.mode", "jwt")
            .parameter("mp.jwt.verify.publickey", Tokens.publicPem(algorithm))
            .parameter("mp.jwt.verify.publickey.algorithm", algorithm)
            .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
            .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
            .filterConfig());
    String header = "{\"alg\":\"" + algorithm + "\"}";
    String token = Tokens.signed(header, Tokens.payload("ann", now, "approver"), algorithm);
    assertEquals(200, send(verifying, FakeRequest.get("/claims").bearer(token)).getStatus());
    verifying.destroy();
  }
}
