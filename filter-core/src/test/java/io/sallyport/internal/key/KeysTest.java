package io.sallyport.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.sallyport.test.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.ProviderException;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeysTest {

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({
    "RS256, ''", "RS256, RS256", "RS384, RS384", "RS512, RS512", "PS256, PS256", "PS384, PS384",
    "PS512, PS512", "ES256, ''", "ES384, ''", "ES512, ''", "EdDSA, ''", "EdDSA, Ed25519"
  })
  void keyIsBoundToOneAlgorithm(String algorithm, String list) throws Exception {
    List<String> allowed = list.isEmpty() ? List.of() : List.of(list);
    String jwk = Tokens.publicJwk(algorithm, "k1");
    String set = "{\"keys\":[" + jwk + "]}";
    for (String text :
        List.of(
            Tokens.publicPem(algorithm),
            Tokens.publicPem(algorithm).replace("\n", " "),
            Tokens.publicPem(algorithm).replace("\n", "\\n"),
            jwk,
            set,
            Base64.getUrlEncoder().encodeToString(set.getBytes(StandardCharsets.UTF_8)))) {
      VerificationKeys keys = PublicKeys.parse(text, allowed).keys();
      assertThat(keys.current().find(algorithm, Optional.empty())).as(text).hasSize(1);
      assertThat(keys.current().find("HS256", Optional.empty())).isEmpty();
      assertThat(
              keys.current().find(algorithm.equals("RS256") ? "PS256" : "RS256", Optional.empty()))
          .isEmpty();
      assertThat(keys.describe()).hasSize(1).first().asString().startsWith(algorithm);
    }
    VerificationKeys named = PublicKeys.parse(jwk, allowed).keys();
    assertThat(named.current().find(algorithm, Optional.of("k1"))).hasSize(1);
    assertThat(named.current().find(algorithm, Optional.of("K1"))).isEmpty();
    VerificationKeys unnamed = PublicKeys.parse(Tokens.publicPem(algorithm), allowed).keys();
    assertThat(unnamed.current().find(algorithm, Optional.of("any"))).hasSize(1);
  }

  @Test
  void pemBlocksAndCertificatesAreKeys() throws Exception {
    String both = Tokens.publicPem("RS256") + Tokens.publicPem("ES256");
    assertThat(PublicKeys.parse(both, List.of()).keys().describe()).hasSize(2);
    assertThatThrownBy(
            () -> PublicKeys.parse(Tokens.pem("CERTIFICATE", new byte[] {1, 2}), List.of()))
        .hasMessageContaining("the certificate is malformed");
  }

  @Test
  void olderRsaEncodingIsRead() throws Exception {
    byte[] whole = Tokens.pair("RS256").getPublic().getEncoded();
    // SubjectPublicKeyInfo of a 2048-bit key: 24 bytes before the PKCS#1 part.
    byte[] pkcs1 = java.util.Arrays.copyOfRange(whole, 24, whole.length);
    assertThat(PublicKeys.parse(Tokens.pem("RSA PUBLIC KEY", pkcs1), List.of()).keys().describe())
        .hasSize(1);
  }

  static Stream<Arguments> badKeys() throws Exception {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(1024);
    String weak = Tokens.pem("PUBLIC KEY", rsa.generateKeyPair().getPublic().getEncoded());
    KeyPairGenerator dsa = KeyPairGenerator.getInstance("DSA");
    dsa.initialize(1024);
    String ec = Tokens.publicJwk("ES256", "k");
    return Stream.of(
        bad("1024 bits", weak, "1024 bits, minimum 2048"),
        bad("a private key", Tokens.privatePem("RS256"), "the key is private; use the public key"),
        bad(
            "a private JWK",
            ec.replace("\"use\"", "\"d\":\"AA\",\"use\""),
            "the key is private (\"d\")"),
        bad("a secret JWK", "{\"kty\":\"oct\",\"k\":\"AAAA\"}", "auth.jwt.secretkey"),
        bad("nothing", "hello", "use PEM, JWK or JWKS"),
        bad("half a PEM", "-----BEGIN PUBLIC KEY-----\nAAAA", "has no END line"),
        bad(
            "a PEM ended by another END line",
            Tokens.publicPem("RS256").replace("END PUBLIC", "END PRIVATE"),
            "has no END line"),
        bad(
            "a PEM block within another",
            "-----BEGIN A-----\n" + Tokens.publicPem("RS256"),
            "has no END line"),
        bad(
            "a PEM that is not Base64",
            "-----BEGIN PUBLIC KEY-----\n?\n-----END PUBLIC KEY-----",
            "not Base64"),
        bad("another kind of PEM", Tokens.pem("X509 CRL", new byte[3]), "another type"),
        bad(
            "DSA",
            Tokens.pem("PUBLIC KEY", dsa.generateKeyPair().getPublic().getEncoded()),
            "use RSA, EC or Ed25519"),
        bad("for encryption", ec.replace("\"sig\"", "\"enc\""), "not for signatures"),
        bad(
            "other operations",
            ec.replace("\"use\":\"sig\"", "\"key_ops\":[\"encrypt\"]"),
            "not for signatures"),
        bad("another alg", ec.replace("\"ES256\"", "\"RS256\""), "does not match the key"),
        bad(
            "curve of an EC key is not supported",
            ec.replace("P-256", "secp256k1"),
            "curve of an EC key is not supported"),
        bad(
            "curve and point apart",
            ec.replaceFirst("\"x\":\"..", "\"x\":\"AA"),
            "not on its curve"),
        bad("no x", ec.replace("\"x\"", "\"z\""), "a key has no \"x\""),
        bad("x not Base64url", ec.replaceFirst("\"x\":\"..", "\"x\":\"!!"), "not Base64url"),
        bad("another type", "{\"kty\":\"XYZ\"}", "of a key is not supported"),
        bad("Ed448", Tokens.publicJwk("EdDSA", "k").replace("Ed25519", "Ed448"), "use Ed25519"),
        bad("an empty set", "{\"keys\":[]}", "no usable key; use a JWKS"));
  }

  private static Arguments bad(String name, String text, String words) {
    return Arguments.of(name, text, words);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badKeys")
  void badKeyIsRejectedWithReason(String name, String text, String words) {
    assertThatThrownBy(() -> PublicKeys.parse(text, List.of()))
        .isInstanceOf(KeyFormatException.class)
        .hasMessageContaining(words);
  }

  @Test
  void keyOnOtherCurveIsRejected() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    assertThatThrownBy(() -> PublicKeys.parse(Tokens.publicPem("ES384"), List.of("ES256")))
        .hasMessageContaining("matches none of the allowed algorithms; use ES384");
    assertThatThrownBy(() -> PublicKeys.parse(Tokens.publicPem("RS256"), List.of("RS256", "PS256")))
        .hasMessageContaining("a key matches RS256 and PS256");
  }

  @Test
  void badEntriesOfKeySetAreSkippedWithWarning() throws Exception {
    String set =
        "{\"keys\":[5,{},{\"kty\":\"oct\",\"k\":\"AAAA\"},"
            + Tokens.publicJwk("RS256", "a")
            + ","
            + Tokens.publicJwk("ES256", "a")
            + "]}";
    PublicKeys keys = PublicKeys.parse(set, List.of());
    assertThat(keys.keys().describe()).hasSize(2);
    assertThat(keys.warnings()).hasSize(3).allSatisfy(w -> assertThat(w).contains("is not used: "));
    // The same id twice: both keys are tried.
    assertThat(keys.keys().current().find("RS256", Optional.of("a"))).hasSize(1);
    assertThat(keys.keys().current().find("ES256", Optional.of("a"))).hasSize(1);
  }

  // Java 17 fails on these with an undeclared exception.
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "ES256, x, 33",
    "ES256, y, 33",
    "ES256, x, 200000",
    "ES384, x, 49",
    "ES384, y, 49",
    "ES512, x, 67",
    "ES512, y, 67"
  })
  void tooLongEcCoordinateIsSkipped(String type, String member, int length) throws Exception {
    byte[] coordinate = new byte[length];
    java.util.Arrays.fill(coordinate, (byte) 0x7f);
    String bad =
        Tokens.publicJwk(type, "bad")
            .replaceFirst(
                "\"" + member + "\":\"[^\"]*\"",
                "\"" + member + "\":\"" + Tokens.encode(coordinate) + "\"");
    PublicKeys keys =
        PublicKeys.parse(
            "{\"keys\":[" + bad + "," + Tokens.publicJwk("RS256", "good") + "]}", List.of());
    assertThat(keys.keys().current().find("RS256", Optional.of("good"))).hasSize(1);
    assertThat(keys.keys().current().find(type, Optional.of("bad"))).isEmpty();
    assertThat(keys.warnings())
        .singleElement()
        .asString()
        .contains("\"" + member + "\" of an EC key is too long for its curve");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformedNumbers")
  void keyWithMalformedNumbersIsSkipped(String name, String jwk) throws Exception {
    PublicKeys keys =
        PublicKeys.parse(
            "{\"keys\":[" + jwk + "," + Tokens.publicJwk("RS256", "good") + "]}", List.of());
    assertThat(keys.keys().describe()).hasSize(1);
    assertThat(keys.warnings()).hasSize(1);
  }

  static Stream<Arguments> malformedNumbers() {
    String huge = Tokens.encode(new byte[200_000]).replace("AAAA", "f___");
    String zero = "AA";
    return Stream.of(
        Arguments.of("RSA of 1.6 million bits", rsa(huge, "AQAB")),
        Arguments.of("RSA with a huge exponent", rsa(huge.substring(0, 2048), huge)),
        Arguments.of("RSA of zero", rsa(zero, "AQAB")),
        Arguments.of("RSA with exponent zero", rsa(huge.substring(0, 400), zero)),
        Arguments.of("EC of zero", ec(zero, zero)),
        Arguments.of("EC beyond the field", ec(huge.substring(0, 43), huge.substring(0, 43))),
        Arguments.of(
            "Ed25519 beyond the field",
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + huge.substring(0, 44) + "\"}"));
  }

  private static String rsa(String modulus, String exponent) {
    return "{\"kty\":\"RSA\",\"n\":\"" + modulus + "\",\"e\":\"" + exponent + "\"}";
  }

  private static String ec(String x, String y) {
    return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
  }

  @Test
  void signatureIsInvalidIfProviderFails() {
    Algorithm failing =
        new Algorithm("ES256", "fails") {
          @Override
          public void verify(DecodedJWT jwt) {
            throw new ProviderException("anything");
          }

          @Override
          public byte[] sign(byte[] content) {
            throw new ProviderException("anything");
          }
        };
    VerificationKey key = new VerificationKey(Optional.empty(), failing, 256);
    assertThat(key.isSignatureOf(null)).isFalse();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"use\":\"sig\"'                                | true",
        "'\"a\":1'                                        | true",
        "'\"key_ops\":[\"verify\"]'                       | true",
        "'\"key_ops\":[\"sign\",\"verify\"]'              | true",
        "'\"use\":\"sig\",\"key_ops\":[\"verify\"]'       | true",
        "'\"use\":\"enc\"'                                | false",
        "'\"use\":\"SIG\"'                                | false",
        "'\"use\":null'                                   | false",
        "'\"use\":[\"sig\"]'                              | false",
        "'\"key_ops\":[\"sign\"]'                         | false",
        "'\"key_ops\":[\"Verify\"]'                       | false",
        "'\"key_ops\":[]'                                 | false",
        "'\"key_ops\":\"verify\"'                         | false",
        "'\"use\":\"enc\",\"key_ops\":[\"verify\"]'       | false",
        "'\"use\":\"sig\",\"key_ops\":[\"encrypt\"]'      | false"
      })
  void keyUseAndOperationsAreRespected(String members, boolean used) throws Exception {
    String key = Tokens.publicJwk("ES256", "k").replace("\"use\":\"sig\"", members);
    if (used) {
      assertThat(PublicKeys.parse(key, List.of()).keys().describe()).hasSize(1);
    } else {
      assertThatThrownBy(() -> PublicKeys.parse(key, List.of()))
          .isInstanceOf(KeyFormatException.class)
          .hasMessageContaining("not for signatures");
    }
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "abcdefghijklabcdefghijklabcdefghijkl, true",
    "abcdefghijklabcdefghijklabcdefgh, true",
    "abcdefghijklabcdefghijklabcdefgX, false",
    "abcdefghijklmabcdefghijklmabcdefghijklm, false",
    "abcdefghabcdefghabcdefghabcdefgh, true",
    "Xbcdefghijklabcdefghijklabcdefghijkl, false",
    "aabacadaeafagabcdefgbadcgfeaabbccdd, true",
    "aabacadaeafagabcdefgbadcgfeaabbccddh, false",
    "secretsecretsecretsecretsecretsecrets, true"
  })
  void repeatedPatternIsRejectedAsSecret(String secret, boolean rejected) throws Exception {
    if (rejected) {
      assertThatThrownBy(() -> SecretKeys.parse(List.of(secret), "HS256"))
          .hasMessageContaining("is a known example or a pattern");
    } else {
      assertThat(SecretKeys.parse(List.of(secret), "HS256").keys().describe()).hasSize(1);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "HS256, 31, 'the secret has 248 bits, HS256 needs 256; create one with: openssl rand -base64 32'",
    "HS384, 47, 'the secret has 376 bits, HS384 needs 384; create one with: openssl rand -base64 48'",
    "HS512, 63, 'the secret has 504 bits, HS512 needs 512; create one with: openssl rand -base64 64'"
  })
  void shortSecretIsRejected(String algorithm, int length, String message) throws Exception {
    String enough = Tokens.SECRET + "x";
    assertThatThrownBy(() -> SecretKeys.parse(List.of(enough.substring(0, length)), algorithm))
        .isInstanceOf(KeyFormatException.class)
        .hasMessage(message);
    assertThat(
            SecretKeys.parse(List.of(enough.substring(0, length + 1)), algorithm).keys().describe())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "a-string-secret-at-least-256-bits-long",
    "A-String-Secret-At-Least-256-Bits-Long",
    "changeitchangeitchangeitchangeit",
    "secretsecretsecretsecretsecretsecret",
    "00000000000000000000000000000000000",
    "abababababababababababababababababab",
    "abcabdabeabcabcabdabeabcabcabdabeabc"
  })
  void guessableSecretIsRejected(String secret) {
    assertThatThrownBy(() -> SecretKeys.parse(List.of(secret), "HS256"))
        .hasMessageContaining("is a known example or a pattern")
        .message()
        .doesNotContain(secret);
  }

  @Test
  void secretsAreReadInEveryForm() throws Exception {
    byte[] bytes = Tokens.SECRET.getBytes(StandardCharsets.UTF_8);
    String base64 = "base64:" + Base64.getEncoder().encodeToString(bytes);
    String base64url = "base64url:" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String jwk = "{\"kty\":\"oct\",\"kid\":\"s1\",\"k\":\"" + base64url.substring(10) + "\"}";
    for (String text : List.of(Tokens.SECRET, base64, base64url, jwk)) {
      SecretKeys keys = SecretKeys.parse(List.of(text), "HS256");
      byte[] signature = keys.signingKey().sign("a", "b");
      assertThat(Tokens.encode(signature)).isEqualTo(Tokens.hmac("a.b", Tokens.SECRET, "HS256"));
    }
    assertThat(
            SecretKeys.parse(List.of(jwk), "HS256")
                .keys()
                .current()
                .find("HS256", Optional.of("x")))
        .isEmpty();
    for (String wrong : List.of("base64:!", "base64url:/", "{", "{\"kty\":\"RSA\"}")) {
      assertThatThrownBy(() -> SecretKeys.parse(List.of(wrong), "HS256"))
          .isInstanceOf(KeyFormatException.class);
    }
  }

  @Test
  void signingKeyOfOtherFormIsRejectedWithFix() {
    assertThatThrownBy(
            () -> SigningKey.parse(Tokens.pem("RSA PRIVATE KEY", new byte[9]), List.of()))
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    assertThatThrownBy(() -> SigningKey.parse(Tokens.publicPem("RS256"), List.of()))
        .hasMessageContaining("not a private key; use PKCS#8 PEM");
    assertThatThrownBy(() -> SigningKey.parse("x", List.of()))
        .hasMessageContaining("use PKCS#8 PEM or a private JWK");
    assertThatThrownBy(() -> SigningKey.parse(Tokens.publicJwk("RS256", "k"), List.of()))
        .hasMessageContaining("a key has no \"d\"");
  }
}
