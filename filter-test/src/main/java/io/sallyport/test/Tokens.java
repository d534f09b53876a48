package io.sallyport.test;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Map;

/**
 * Creates signed JSON Web Tokens (RFC 7519), valid and invalid ones, for a test of an application
 * with its settings. {@link #settings()} are the settings that accept the tokens of {@link #good}.
 *
 * <pre>{@code
 * AuthenticationFilter filter = new AuthenticationFilter();
 * filter.init(new FakeContext().parameters(Tokens.settings()).filterConfig());
 * long now = System.currentTimeMillis() / 1000;
 * FakeRequest request = FakeRequest.get("/claims").bearer(Tokens.good("ann", now, "approver"));
 * filter.doFilter(request, new FakeResponse(), chain);
 * }</pre>
 *
 * <p>Header and payload are plain text, so that a test can also write what no issuer writes. The
 * signatures come from the JDK and not from Sallyport. The secret is public: never configure it
 * outside of a test.
 */
public final class Tokens {

  /** The secret of all HS tokens: 512 bits, enough for HS512. */
  public static final String SECRET =
      "test-secret-0123456789-abcdefghij-KLMNOPQRST-0123456789-uvwxyz!!";

  /** A secret of another issuer, for tokens with an invalid signature. */
  public static final String OTHER_SECRET =
      "other-secret-9876543210-zyxwvutsrq-ABCDEFGHIJ-9876543210-klm";

  /** The {@code iss} of the payloads. */
  public static final String ISSUER = "https://id.example";

  /** The {@code aud} of the payloads. */
  public static final String AUDIENCE = "claims";

  private static final int LIFETIME_SECONDS = 3600;

  private Tokens() {}

  /** The settings that accept the tokens of {@link #good}: parameter names and values. */
  public static Map<String, String> settings() {
    return Map.of(
        "auth.mode", "jwt",
        "auth.jwt.secretkey", SECRET,
        "mp.jwt.verify.issuer", ISSUER,
        "mp.jwt.verify.audiences", AUDIENCE);
  }

  /**
   * A valid payload: issuer, audience, this {@code sub} and these {@code groups}. It expires an
   * hour after it was issued.
   *
   * @param now when it is issued, in seconds since 1970
   */
  public static String payload(String name, long now, String... roles) {
    String quoted = roles.length == 0 ? "" : "\"" + String.join("\",\"", roles) + "\"";
    return "{\"iss\":\""
        + ISSUER
        + "\",\"aud\":\""
        + AUDIENCE
        + "\",\"sub\":\""
        + name
        + "\",\"iat\":"
        + now
        + ",\"exp\":"
        + (now + LIFETIME_SECONDS)
        + ",\"groups\":["
        + quoted
        + "]}";
  }

  /**
   * A valid token with the payload of {@link #payload}, signed with {@link #SECRET} by HS256.
   *
   * @param now when it is issued, in seconds since 1970; two hours ago for an expired token
   */
  public static String good(String name, long now, String... roles) {
    return hs256(payload(name, now, roles));
  }

  /** A token with this payload, signed with {@link #SECRET} by HS256. */
  public static String hs256(String payload) {
    return signed("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", payload, "HS256");
  }

  /**
   * A token with this header and payload.
   *
   * @param algorithm the algorithm of the signature, whatever the header says
   */
  public static String signed(String header, String payload, String algorithm) {
    return signed(
        header.getBytes(StandardCharsets.UTF_8),
        payload.getBytes(StandardCharsets.UTF_8),
        algorithm);
  }

  /** A token with a header and a payload that need not be text. */
  public static String signed(byte[] header, byte[] payload, String algorithm) {
    String input = encode(header) + "." + encode(payload);
    byte[] signed = input.getBytes(StandardCharsets.US_ASCII);
    return input + "." + encode(TokenSignature.sign(signed, algorithm));
  }

  /** The third part of a token: the HMAC of the first two with a secret of the test. */
  public static String hmac(String input, String secret, String algorithm) {
    return encode(TokenSignature.mac(input.getBytes(StandardCharsets.US_ASCII), secret, algorithm));
  }

  /** Base64url without padding (RFC 7515 section 2). */
  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Base64url of the text in UTF-8. */
  public static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The key pair of this Java VM for an algorithm.
   *
   * @param algorithm RS, PS or ES with 256, 384 or 512, or EdDSA
   */
  public static KeyPair pair(String algorithm) {
    return TestKeys.pair(algorithm);
  }

  /** The public key of {@link #pair} as PEM, for {@code mp.jwt.verify.publickey}. */
  public static String publicPem(String algorithm) {
    return pem("PUBLIC KEY", pair(algorithm).getPublic().getEncoded());
  }

  /** The private key of {@link #pair} as PEM. */
  public static String privatePem(String algorithm) {
    return pem("PRIVATE KEY", pair(algorithm).getPrivate().getEncoded());
  }

  /** PEM (RFC 7468) with this label. */
  public static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** The public key of {@link #pair} as a JWK (RFC 7517) with this {@code kid}. */
  public static String publicJwk(String algorithm, String keyId) {
    return TestKeys.jwk(algorithm, keyId);
  }
}
