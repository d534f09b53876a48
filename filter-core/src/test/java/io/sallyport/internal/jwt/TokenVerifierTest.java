package io.sallyport.internal.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.key.PublicKeys;
import io.sallyport.internal.key.SecretKeys;
import io.sallyport.internal.key.VerificationKeys;
import io.sallyport.test.MovableClock;
import io.sallyport.test.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

  private static final MovableClock CLOCK = MovableClock.at("2026-11-23T10:00:00Z");
  private static final long NOW = CLOCK.instant().getEpochSecond();
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  private static TokenPolicy.Builder policy() {
    return TokenPolicy.builder()
        .issuer(Optional.of(Tokens.ISSUER))
        .audiences(List.of(Tokens.AUDIENCE, "other"))
        .leeway(Duration.ofSeconds(30));
  }

  private static TokenVerifier hmac() {
    return TokenVerifier.of(secret("HS256"), policy().build(), CLOCK);
  }

  private static VerificationKeys secret(String algorithm) {
    try {
      return SecretKeys.parse(List.of(Tokens.SECRET), algorithm).keys();
    } catch (io.sallyport.internal.key.KeyFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static VerificationKeys keys(String algorithm) {
    if (algorithm.startsWith("HS")) {
      return secret(algorithm);
    }
    try {
      return PublicKeys.parse(Tokens.publicPem(algorithm), List.of(algorithm)).keys();
    } catch (io.sallyport.internal.key.KeyFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static String claims(String... replaceOrAdd) {
    String payload = Tokens.payload("alice", NOW, "approver");
    for (int i = 0; i < replaceOrAdd.length; i += 2) {
      assertThat(payload).contains(replaceOrAdd[i]);
      payload = payload.replace(replaceOrAdd[i], replaceOrAdd[i + 1]);
    }
    return payload;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256",
        "ES384", "ES512", "EdDSA"
      })
  void signatureOfOtherLengthIsRejected(String algorithm) throws Exception {
    TokenVerifier verifier = TokenVerifier.of(keys(algorithm), policy().build(), CLOCK);
    String token =
        Tokens.signed("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}", claims(), algorithm);
    assertThatCode(() -> verifier.verify(TokenText.of(token))).doesNotThrowAnyException();
    int dot = token.lastIndexOf('.') + 1;
    byte[] good = java.util.Base64.getUrlDecoder().decode(token.substring(dot));
    byte[] behind = java.util.Arrays.copyOf(good, good.length + 1);
    byte[] before = new byte[good.length + 1];
    System.arraycopy(good, 0, before, 1, good.length);
    byte[] cut = java.util.Arrays.copyOf(good, good.length - 1);
    for (byte[] wrong : List.of(behind, before, cut, new byte[1], new byte[5000])) {
      assertThat(rejectionOf(verifier, token.substring(0, dot) + Tokens.encode(wrong)))
          .isEqualTo(Rejection.INVALID_SIGNATURE);
    }
  }

  private static Rejection rejectionOf(TokenVerifier verifier, String token) {
    RejectedTokenException thrown =
        catchThrowableOfType(
            RejectedTokenException.class, () -> verifier.verify(TokenText.of(token)));
    assertThat(thrown).as("the token must be rejected").isNotNull();
    return thrown.rejection();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256",
        "ES384", "ES512", "EdDSA"
      })
  void algorithmIsVerifiedWithItsOwnKeyOnly(String algorithm) {
    String header = "{\"alg\":\"" + algorithm + "\"}";
    String token = Tokens.signed(header, claims(), algorithm);
    TokenVerifier verifier = TokenVerifier.of(keys(algorithm), policy().build(), CLOCK);

    assertThatCode(() -> verifier.verify(TokenText.of(token))).doesNotThrowAnyException();

    String other = algorithm.equals("HS256") ? "HS384" : "HS256";
    assertThat(rejectionOf(TokenVerifier.of(keys(other), policy().build(), CLOCK), token))
        .isEqualTo(Rejection.UNSUPPORTED_ALGORITHM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "RS256", "ES256", "EdDSA"})
  void changedCharacterIsRejected(String algorithm) {
    String token = Tokens.signed("{\"alg\":\"" + algorithm + "\"}", claims(), algorithm);
    TokenVerifier verifier = TokenVerifier.of(keys(algorithm), policy().build(), CLOCK);
    for (int i = 0; i < token.length(); i++) {
      char changed = token.charAt(i) == 'A' ? 'B' : 'A';
      rejectionOf(verifier, token.substring(0, i) + changed + token.substring(i + 1));
    }
  }

  static Stream<Arguments> rejectedTexts() {
    String good = Tokens.hs256(claims());
    String[] parts = good.split("\\.");
    String unsigned = parts[0] + "." + parts[1];
    String noneHeader = Tokens.encode("{\"alg\":\"none\"}");
    return Stream.of(
        row("B01 empty", "", Rejection.MALFORMED_TOKEN),
        row("B01 one part", parts[0], Rejection.MALFORMED_TOKEN),
        row("B01 two parts", unsigned, Rejection.MALFORMED_TOKEN),
        row("B01 no signature", unsigned + ".", Rejection.MALFORMED_TOKEN),
        row("B01 no header", "." + parts[1] + "." + parts[2], Rejection.MALFORMED_TOKEN),
        row("B01 no payload", parts[0] + ".." + parts[2], Rejection.MALFORMED_TOKEN),
        row("B01 four parts", good + ".x", Rejection.MALFORMED_TOKEN),
        row("A12 five parts", good + ".x.y", Rejection.MALFORMED_TOKEN),
        row("D07 dots only", ".".repeat(5000), Rejection.MALFORMED_TOKEN),
        row("B02 other unused bits", otherUnusedBits(good), Rejection.MALFORMED_TOKEN),
        row("B03 padding", good + "=", Rejection.MALFORMED_TOKEN),
        row(
            "B04 other alphabet",
            unsigned + ".+/" + parts[2].substring(2),
            Rejection.MALFORMED_TOKEN),
        row("B05 not ASCII", good.substring(0, good.length() - 1) + "é", Rejection.MALFORMED_TOKEN),
        row("B11 JSON serialisation", "{\"payload\":\"x\"}", Rejection.MALFORMED_TOKEN),
        row("D01 too long", "a".repeat(8193), Rejection.TOKEN_TOO_LONG),
        row("A01 none", noneHeader + "." + parts[1] + ".AAAA", Rejection.UNSUPPORTED_ALGORITHM),
        row("A19 signature cut", good.substring(0, good.length() - 3), Rejection.INVALID_SIGNATURE),
        row(
            "A19 another token's signature",
            unsigned + "." + Tokens.hs256(claims("alice", "bob")).split("\\.")[2],
            Rejection.INVALID_SIGNATURE),
        row(
            "A17 another secret",
            unsigned + "." + Tokens.hmac(unsigned, Tokens.OTHER_SECRET, "HS256"),
            Rejection.INVALID_SIGNATURE),
        row(
            "D03 100 000 nested arrays, unsigned",
            parts[0] + "." + Tokens.encode("[".repeat(3000)) + "." + parts[2],
            Rejection.INVALID_SIGNATURE),
        row(
            "D03 nested header, unsigned",
            Tokens.encode("{\"a\":" + "[".repeat(5000)) + "." + parts[1] + "." + parts[2],
            Rejection.MALFORMED_TOKEN));
  }

  private static String otherUnusedBits(String token) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));
    return token.substring(0, token.length() - 1) + alphabet.charAt(last ^ 1);
  }

  private static Arguments row(String name, String token, Rejection rejection) {
    return Arguments.of(name, token, rejection);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rejectedTexts")
  void malformedTextIsRejected(String name, String token, Rejection rejection) {
    assertThat(rejectionOf(hmac(), token)).isEqualTo(rejection);
  }

  static Stream<Arguments> rejectedHeaders() {
    return Stream.of(
        row("A02 NONE", "{\"alg\":\"NONE\"}", Rejection.UNSUPPORTED_ALGORITHM),
        row("A02 nOnE", "{\"alg\":\"nOnE\"}", Rejection.UNSUPPORTED_ALGORITHM),
        row("A04 no alg", "{\"typ\":\"JWT\"}", Rejection.UNSUPPORTED_ALGORITHM),
        row("A04 alg null", "{\"alg\":null}", Rejection.UNSUPPORTED_ALGORITHM),
        row("A04 alg a number", "{\"alg\":256}", Rejection.UNSUPPORTED_ALGORITHM),
        row("A04 unknown alg", "{\"alg\":\"FOO\"}", Rejection.UNSUPPORTED_ALGORITHM),
        row("A04 lower case", "{\"alg\":\"hs256\"}", Rejection.UNSUPPORTED_ALGORITHM),
        row("A04 of the family", "{\"alg\":\"HS384\"}", Rejection.UNSUPPORTED_ALGORITHM),
        row("A08 kid a number", "{\"alg\":\"HS256\",\"kid\":7}", Rejection.MALFORMED_TOKEN),
        row("A08 kid null", "{\"alg\":\"HS256\",\"kid\":null}", Rejection.MALFORMED_TOKEN),
        row("A09 crit", "{\"alg\":\"HS256\",\"crit\":[]}", Rejection.UNSUPPORTED_JOSE_HEADER),
        row(
            "A09 crit exp",
            "{\"alg\":\"HS256\",\"crit\":[\"exp\"]}",
            Rejection.UNSUPPORTED_JOSE_HEADER),
        row("A10 b64", "{\"alg\":\"HS256\",\"b64\":true}", Rejection.UNSUPPORTED_JOSE_HEADER),
        row(
            "A11 logout token",
            "{\"alg\":\"HS256\",\"typ\":\"logout+jwt\"}",
            Rejection.WRONG_TOKEN_TYPE),
        row("A11 typ a number", "{\"alg\":\"HS256\",\"typ\":1}", Rejection.WRONG_TOKEN_TYPE),
        row("A11 typ null", "{\"alg\":\"HS256\",\"typ\":null}", Rejection.WRONG_TOKEN_TYPE),
        row(
            "A11 typ absent, in words",
            "{\"alg\":\"HS256\",\"typ\":\"absent\"}",
            Rejection.WRONG_TOKEN_TYPE),
        row(
            "A12 enc",
            "{\"alg\":\"HS256\",\"enc\":\"A128GCM\"}",
            Rejection.UNSUPPORTED_JOSE_HEADER),
        row("A13 nested", "{\"alg\":\"HS256\",\"cty\":\"JWT\"}", Rejection.UNSUPPORTED_JOSE_HEADER),
        row("D06 zip", "{\"alg\":\"HS256\",\"zip\":\"DEF\"}", Rejection.UNSUPPORTED_JOSE_HEADER),
        row("B06 array", "[]", Rejection.MALFORMED_TOKEN),
        row("B06 null", "null", Rejection.MALFORMED_TOKEN),
        row("B06 text", "\"HS256\"", Rejection.MALFORMED_TOKEN),
        row("B07 text behind", "{\"alg\":\"HS256\"} x", Rejection.MALFORMED_TOKEN),
        row("B07 another object behind", "{\"alg\":\"HS256\"}{}", Rejection.MALFORMED_TOKEN),
        row("B08 comment", "{\"alg\":\"HS256\"/**/}", Rejection.MALFORMED_TOKEN),
        row("B08 single quotes", "{'alg':'HS256'}", Rejection.MALFORMED_TOKEN),
        row("B08 trailing comma", "{\"alg\":\"HS256\",}", Rejection.MALFORMED_TOKEN),
        row("C12 alg twice", "{\"alg\":\"HS256\",\"alg\":\"HS256\"}", Rejection.MALFORMED_TOKEN),
        row(
            "C12 nested twice",
            "{\"alg\":\"HS256\",\"x\":{\"a\":1,\"a\":1}}",
            Rejection.MALFORMED_TOKEN),
        row(
            "C12 null twice",
            "{\"alg\":\"HS256\",\"x\":null,\"x\":null}",
            Rejection.MALFORMED_TOKEN));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rejectedHeaders")
  void signedTokenWithBadHeaderIsRejected(String name, String header, Rejection rejection) {
    assertThat(rejectionOf(hmac(), Tokens.signed(header, claims(), "HS256"))).isEqualTo(rejection);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"HS256\"}",
        "{\"alg\":\"HS256\",\"typ\":\"jwt\"}",
        "{\"alg\":\"HS256\",\"typ\":\"AT+JWT\"}",
        "{\"alg\":\"HS256\",\"typ\":\"application/at+jwt\"}",
        "{\"alg\":\"HS256\",\"kid\":\"../../dev/null\",\"jku\":\"http://127.0.0.1:1/\",\"x\":{}}",
        " {\r\n \"typ\" : \"JWT\",\r\n \"alg\" : \"HS256\" } "
      })
  void harmlessHeaderIsAccepted(String header) {
    assertThatCode(() -> hmac().verify(TokenText.of(Tokens.signed(header, claims(), "HS256"))))
        .doesNotThrowAnyException();
  }

  static Stream<Arguments> rejectedClaims() {
    String exp = "\"exp\":" + (NOW + 3600);
    String iat = "\"iat\":" + NOW;
    String sub = "\"sub\":\"alice\"";
    String iss = "\"iss\":\"" + Tokens.ISSUER + "\"";
    String aud = "\"aud\":\"" + Tokens.AUDIENCE + "\"";
    return Stream.of(
        row("C01 expired", claims(exp, "\"exp\":" + (NOW - 30), iat, "\"x\":1"), Rejection.EXPIRED),
        row("C01 long ago", claims(exp, "\"exp\":-5", iat, "\"x\":1"), Rejection.EXPIRED),
        row("C02 no exp", claims(exp, "\"x\":1"), Rejection.MISSING_CLAIM),
        row("C03 exp null", claims(exp, "\"exp\":null"), Rejection.MALFORMED_CLAIM),
        row("C03 exp text", claims(exp, "\"exp\":\"9999999999\""), Rejection.MALFORMED_CLAIM),
        row("C03 exp true", claims(exp, "\"exp\":true"), Rejection.MALFORMED_CLAIM),
        row("C03 exp array", claims(exp, "\"exp\":[1]"), Rejection.MALFORMED_CLAIM),
        row("C04 exp 1e18", claims(exp, "\"exp\":1e18"), Rejection.MALFORMED_CLAIM),
        row("C04 exp 1e999999999", claims(exp, "\"exp\":1e999999999"), Rejection.MALFORMED_CLAIM),
        row(
            "C04 exp of 900 digits",
            claims(exp, "\"exp\":" + "9".repeat(900)),
            Rejection.MALFORMED_CLAIM),
        row("C04 nbf -1e18", claims(iat, "\"nbf\":-1e18"), Rejection.MALFORMED_CLAIM),
        row(
            "D05 2000 digits",
            claims(exp, "\"exp\":" + "9".repeat(2000)),
            Rejection.MALFORMED_TOKEN),
        row("C05 nbf to come", claims(iat, "\"nbf\":" + (NOW + 31)), Rejection.NOT_YET_VALID),
        row("C06 iat to come", claims(iat, "\"iat\":" + (NOW + 31)), Rejection.NOT_YET_VALID),
        row(
            "C06 iat behind exp",
            claims(iat, "\"iat\":" + (NOW + 3601)),
            Rejection.MALFORMED_CLAIM),
        row("C07 no iss", claims(iss, "\"x\":1"), Rejection.WRONG_ISSUER),
        row(
            "C07 other iss",
            claims(iss, "\"iss\":\"https://id.example/\""),
            Rejection.WRONG_ISSUER),
        row(
            "C07 iss in an array",
            claims(iss, "\"iss\":[\"" + Tokens.ISSUER + "\"]"),
            Rejection.WRONG_ISSUER),
        row("C08 no aud", claims(aud, "\"x\":1"), Rejection.WRONG_AUDIENCE),
        row("C08 other aud", claims(aud, "\"aud\":\"claims2\""), Rejection.WRONG_AUDIENCE),
        row("C08 aud null", claims(aud, "\"aud\":null"), Rejection.WRONG_AUDIENCE),
        row(
            "C08 aud with a number",
            claims(aud, "\"aud\":[\"claims\",1]"),
            Rejection.WRONG_AUDIENCE),
        row("C08 aud an object", claims(aud, "\"aud\":{\"claims\":1}"), Rejection.WRONG_AUDIENCE),
        row("A11 Keycloak's ID token", claims(iat, "\"typ\":\"ID\""), Rejection.WRONG_TOKEN_TYPE),
        row(
            "A11 its offline token",
            claims(iat, "\"typ\":\"Offline\""),
            Rejection.WRONG_TOKEN_TYPE),
        row(
            "A11 Cognito's ID token",
            claims(iat, "\"token_use\":\"id\""),
            Rejection.WRONG_TOKEN_TYPE),
        row("C10 sub empty", claims(sub, "\"sub\":\"\""), Rejection.MALFORMED_CLAIM),
        row("C10 sub blank", claims(sub, "\"sub\":\"  \""), Rejection.MALFORMED_CLAIM),
        row("C10 sub a number", claims(sub, "\"sub\":5"), Rejection.MALFORMED_CLAIM),
        row("C10 sub null", claims(sub, "\"sub\":null"), Rejection.MALFORMED_CLAIM),
        row("C11 line break", claims(sub, "\"sub\":\"a\\r\\nb\""), Rejection.MALFORMED_CLAIM),
        row(
            "C11 very long",
            claims(sub, "\"sub\":\"" + "a".repeat(513) + "\""),
            Rejection.MALFORMED_CLAIM),
        row("C12 sub twice", claims(sub, sub + "," + sub), Rejection.MALFORMED_TOKEN),
        row(
            "C12 exp twice, escaped",
            claims(exp, exp + ",\"\\u0065xp\":1"),
            Rejection.MALFORMED_TOKEN),
        row("B06 payload null", "null", Rejection.MALFORMED_TOKEN),
        row("B06 payload array", "[]", Rejection.MALFORMED_TOKEN),
        row("B07 payload with more behind", claims() + "{}", Rejection.MALFORMED_TOKEN),
        row(
            "D04 deep",
            claims(iat, "\"x\":" + "[".repeat(32) + "]".repeat(32)),
            Rejection.MALFORMED_TOKEN),
        row("half a surrogate", claims(iat, "\"x\":\"\\ud800\""), Rejection.MALFORMED_TOKEN));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rejectedClaims")
  void signedTokenWithBadClaimsIsRejected(String name, String payload, Rejection rejection) {
    assertThat(rejectionOf(hmac(), Tokens.hs256(payload))).isEqualTo(rejection);
  }

  static Stream<Arguments> validClaims() {
    String exp = "\"exp\":" + (NOW + 3600);
    String iat = "\"iat\":" + NOW;
    String aud = "\"aud\":\"" + Tokens.AUDIENCE + "\"";
    return Stream.of(
        Arguments.of("C01 within the leeway", claims(exp, "\"exp\":" + (NOW - 29), iat, "\"x\":1")),
        Arguments.of("C05 nbf within the leeway", claims(iat, "\"nbf\":" + (NOW + 30))),
        Arguments.of("C06 iat within the leeway", claims(iat, "\"iat\":" + (NOW + 30))),
        Arguments.of("C09 aud array", claims(aud, "\"aud\":[\"x\",\"claims\"]")),
        Arguments.of("C16 unknown claims", claims(iat, "\"x\":{\"y\":[null,1.5,false]}")),
        Arguments.of("C17 fractional exp", claims(exp, "\"exp\":" + (NOW + 1) + ".5")),
        Arguments.of("D04 nested", claims(iat, "\"x\":" + "[".repeat(31) + "]".repeat(31))),
        Arguments.of("a pair of surrogates", claims(iat, "\"x\":\"\\ud83d\\ude00\"")),
        Arguments.of("B12 white space", claims("{", "{\r\n \t")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("validClaims")
  void validTokenIsAccepted(String name, String payload) {
    assertThatCode(() -> hmac().verify(TokenText.of(Tokens.hs256(payload))))
        .doesNotThrowAnyException();
  }

  @Test
  void tokenExpiringNowIsRejected() {
    TokenVerifier strict =
        TokenVerifier.of(secret("HS256"), policy().leeway(Duration.ZERO).build(), CLOCK);
    String now = claims("\"exp\":" + (NOW + 3600), "\"exp\":" + NOW);
    String later = claims("\"exp\":" + (NOW + 3600), "\"exp\":" + NOW + ".001");

    assertThat(rejectionOf(strict, Tokens.hs256(now))).isEqualTo(Rejection.EXPIRED);
    assertThatCode(() -> strict.verify(TokenText.of(Tokens.hs256(later))))
        .doesNotThrowAnyException();
  }

  @Test
  void tokenOfMaximumAgeIsRejected() {
    TokenVerifier verifier =
        TokenVerifier.of(
            secret("HS256"), policy().maxAge(Optional.of(Duration.ofSeconds(100))).build(), CLOCK);
    String iat = "\"iat\":" + NOW;

    assertThat(rejectionOf(verifier, Tokens.hs256(claims(iat, "\"iat\":" + (NOW - 130)))))
        .isEqualTo(Rejection.TOO_OLD);
    assertThat(rejectionOf(verifier, Tokens.hs256(claims(iat, "\"x\":1"))))
        .isEqualTo(Rejection.MISSING_CLAIM);
    assertThatCode(
            () ->
                verifier.verify(TokenText.of(Tokens.hs256(claims(iat, "\"iat\":" + (NOW - 129))))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jti | 5",
        "jti | []",
        "jti | \"\"",
        "jti | {}",
        "jti | true",
        "sid | 5",
        "sid | \"\""
      })
  void requiredIdMustBeNonEmptyText(String name, String value) {
    TokenVerifier verifier =
        TokenVerifier.of(secret("HS256"), policy().requiredClaims(List.of(name)).build(), CLOCK);
    String iat = "\"iat\":" + NOW;
    assertThat(rejectionOf(verifier, Tokens.hs256(claims(iat, "\"" + name + "\":" + value))))
        .isEqualTo(Rejection.MISSING_CLAIM);
  }

  @Test
  void requiredClaimMustNotBeNull() {
    TokenVerifier verifier =
        TokenVerifier.of(secret("HS256"), policy().requiredClaims(List.of("jti")).build(), CLOCK);
    String iat = "\"iat\":" + NOW;

    assertThat(rejectionOf(verifier, Tokens.hs256(claims()))).isEqualTo(Rejection.MISSING_CLAIM);
    assertThat(rejectionOf(verifier, Tokens.hs256(claims(iat, "\"jti\":null"))))
        .isEqualTo(Rejection.MISSING_CLAIM);
    assertThatCode(() -> verifier.verify(TokenText.of(Tokens.hs256(claims(iat, "\"jti\":\"1\"")))))
        .doesNotThrowAnyException();
  }

  @Test
  void tokenOfMaximumLengthIsAccepted() {
    String token = Tokens.hs256(claims());
    TokenPolicy fits = policy().maxLength(token.length()).build();
    TokenPolicy tooShort = policy().maxLength(token.length() - 1).build();

    assertThatCode(() -> TokenVerifier.of(secret("HS256"), fits, CLOCK).verify(TokenText.of(token)))
        .doesNotThrowAnyException();
    assertThat(rejectionOf(TokenVerifier.of(secret("HS256"), tooShort, CLOCK), token))
        .isEqualTo(Rejection.TOKEN_TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-16"})
  void claimsInOtherEncodingAreRejected(String charset) {
    byte[] payload = claims().getBytes(java.nio.charset.Charset.forName(charset));
    String token = Tokens.signed(HEADER.getBytes(StandardCharsets.UTF_8), payload, "HS256");
    assertThat(rejectionOf(hmac(), token)).isEqualTo(Rejection.MALFORMED_TOKEN);
  }

  static Stream<byte[]> notUtf8() {
    return Stream.of(
        new byte[] {(byte) 0xff},
        new byte[] {(byte) 0xc0, (byte) 0x80},
        new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        new byte[] {(byte) 0xc3},
        new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80});
  }

  @ParameterizedTest
  @MethodSource("notUtf8")
  void bytesOtherThanUtf8AreRejected(byte[] bytes) {
    String[] around = claims("alice", "ali?ce").split("\\?", 2);
    java.io.ByteArrayOutputStream payload = new java.io.ByteArrayOutputStream();
    payload.writeBytes(around[0].getBytes(StandardCharsets.UTF_8));
    payload.writeBytes(bytes);
    payload.writeBytes(around[1].getBytes(StandardCharsets.UTF_8));
    String token =
        Tokens.signed(HEADER.getBytes(StandardCharsets.UTF_8), payload.toByteArray(), "HS256");
    assertThat(rejectionOf(hmac(), token)).isEqualTo(Rejection.MALFORMED_TOKEN);
  }

  @Test
  void byteOrderMarkIsRejected() {
    assertThat(rejectionOf(hmac(), Tokens.hs256("\ufeff" + claims())))
        .isEqualTo(Rejection.MALFORMED_TOKEN);
  }

  @Test
  void publicKeyIsNotAcceptedAsSecret() {
    // CVE-2015-9235: the token has alg HS256, and its secret is the text of the public key.
    String pem = Tokens.publicPem("RS256");
    String input = Tokens.encode("{\"alg\":\"HS256\"}") + "." + Tokens.encode(claims());
    String forged = input + "." + Tokens.hmac(input, pem, "HS256");
    assertThat(rejectionOf(TokenVerifier.of(keys("RS256"), policy().build(), CLOCK), forged))
        .isEqualTo(Rejection.UNSUPPORTED_ALGORITHM);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 65, 72})
  void ecSignatureOfZerosOrOtherLengthIsRejected(int length) {
    String input = Tokens.encode("{\"alg\":\"ES256\"}") + "." + Tokens.encode(claims());
    TokenVerifier verifier = TokenVerifier.of(keys("ES256"), policy().build(), CLOCK);
    rejectionOf(verifier, input + "." + Tokens.encode(new byte[length]));
    // CVE-2022-21449
    assertThat(rejectionOf(verifier, input + "." + Tokens.encode(new byte[64])))
        .isEqualTo(Rejection.INVALID_SIGNATURE);
  }

  @Test
  void keyIsFoundByItsId() throws Exception {
    String set = "{\"keys\":[" + Tokens.publicJwk("RS256", "one") + "]}";
    TokenVerifier verifier =
        TokenVerifier.of(PublicKeys.parse(set, List.of()).keys(), policy().build(), CLOCK);
    String right = Tokens.signed("{\"alg\":\"RS256\",\"kid\":\"one\"}", claims(), "RS256");
    String wrong = Tokens.signed("{\"alg\":\"RS256\",\"kid\":\"ONE\"}", claims(), "RS256");
    String none = Tokens.signed("{\"alg\":\"RS256\"}", claims(), "RS256");

    assertThatCode(() -> verifier.verify(TokenText.of(right))).doesNotThrowAnyException();
    assertThatCode(() -> verifier.verify(TokenText.of(none))).doesNotThrowAnyException();
    assertThat(rejectionOf(verifier, wrong)).isEqualTo(Rejection.UNKNOWN_KEY);
  }

  @Test
  void bothSecretsVerifyDuringARotation() throws Exception {
    TokenVerifier verifier =
        TokenVerifier.of(
            SecretKeys.parse(List.of(Tokens.OTHER_SECRET, Tokens.SECRET), "HS256").keys(),
            policy().build(),
            CLOCK);
    assertThatCode(() -> verifier.verify(TokenText.of(Tokens.hs256(claims()))))
        .doesNotThrowAnyException();
  }

  @Test
  void cachedHeaderDoesNotMakeTokenValid() {
    TokenVerifier verifier = hmac();
    String good = Tokens.hs256(claims());
    String[] parts = good.split("\\.");
    assertThatCode(() -> verifier.verify(TokenText.of(good))).doesNotThrowAnyException();
    String forged = parts[0] + "." + Tokens.encode(claims("alice", "root")) + "." + parts[2];
    assertThat(rejectionOf(verifier, forged)).isEqualTo(Rejection.INVALID_SIGNATURE);
  }

  @Test
  void randomChangesAreRejected() {
    Random random = new Random(20261123);
    TokenVerifier verifier = hmac();
    String good = Tokens.hs256(claims());
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder(good);
      for (int edit = 0; edit <= random.nextInt(4); edit++) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0:
            text.setCharAt(at, (char) random.nextInt(256));
            break;
          case 1:
            text.deleteCharAt(at);
            break;
          default:
            text.insert(at, (char) (32 + random.nextInt(95)));
        }
      }
      if (!text.toString().equals(good)) {
        rejectionOf(verifier, text.toString());
      }
    }
  }

  @Test
  void signedRandomJsonIsAcceptedOrRejected() {
    Random random = new Random(7);
    TokenVerifier verifier = hmac();
    String[] values = {
      "null",
      "[]",
      "{}",
      "\"\"",
      "true",
      "0",
      "-0",
      "1e400",
      "9223372036854775808",
      "-1e18",
      "1.5",
      "\"\\u0000\"",
      "[[]]",
      "{\"a\":null}"
    };
    for (int round = 0; round < 5_000; round++) {
      StringBuilder payload = new StringBuilder("{");
      for (String name : List.of("exp", "iat", "nbf", "iss", "aud", "sub", "groups")) {
        payload.append('"').append(name).append("\":");
        payload.append(values[random.nextInt(values.length)]).append(',');
      }
      payload.setCharAt(payload.length() - 1, '}');
      rejectionOf(verifier, Tokens.hs256(payload.toString()));
    }
  }

  @Test
  void toStringShowsNoTokenAndNoClaim() {
    String token = Tokens.hs256(claims("\"iss\":\"" + Tokens.ISSUER + "\"", "\"iss\":\"s3cret\""));
    RejectedTokenException thrown =
        catchThrowableOfType(
            RejectedTokenException.class, () -> hmac().verify(TokenText.of(token)));
    assertThat(thrown.facts()).doesNotContain("s3cret");
    assertThat(TokenText.of(token).toString()).isEqualTo("TokenText[" + token.length() + " chars]");
  }
}
