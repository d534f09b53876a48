package io.sallyport.internal.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.internal.json.JsonText;
import io.sallyport.internal.json.StrictJson;
import io.sallyport.internal.key.KeyFormatException;
import io.sallyport.internal.key.PublicKeys;
import io.sallyport.internal.key.SecretKeys;
import io.sallyport.internal.key.UncheckedSecret;
import io.sallyport.internal.key.VerificationKey;
import io.sallyport.internal.key.VerificationKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published signatures: those of the RFCs, and those of wycheproof. */
class PublishedVectorsTest {

  private static final Set<String> ANY_TYPE = Set.of(UnverifiedHeader.NO_TYPE, "jwt");

  /** Labelled valid, but the MAC is wrong, or it is not JSON. */
  private static final Set<Long> REJECTED = Set.of(17L, 372L, 373L);

  /** Labelled invalid, but it has the same bytes as 357, which is valid. */
  private static final Set<Long> SAME_AS_357 = Set.of(367L, 370L);

  /**
   * Signatures of RFC 7520 by keys whose own "alg" is another one. Such a key is not used for them.
   */
  private static final Set<Long> STRICTER = Set.of(346L, 347L, 350L, 351L);

  // Only the signature is verified: these vectors are not tokens.
  private static boolean isSigned(String text, VerificationKeys keys) {
    try {
      UnverifiedSegments parts = UnverifiedSegments.split(text);
      UnverifiedHeader header = UnverifiedHeader.parse(parts.getHeader(), ANY_TYPE);
      Base64Url.check(parts.getPayload());
      for (VerificationKey key : keys.current().find(header.algorithm(), header.keyId())) {
        if (key.isSignatureOf(parts)) {
          return true;
        }
      }
      return false;
    } catch (RejectedTokenException e) {
      return false;
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "RFC 7515 A.1 | {\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow\"} | eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        "RFC 7515 A.3 | {\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"} | eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
        "RFC 8037 A.4 | {\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"} | eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
      })
  void signaturesOfRfcsAreValid(String name, String jwk, String token) throws Exception {
    VerificationKeys keys =
        jwk.contains("oct")
            ? SecretKeys.parse(List.of(jwk), "HS256").keys()
            : PublicKeys.parse(jwk, List.of()).keys();
    assertThat(isSigned(token, keys)).isTrue();
    assertThat(isSigned(token.substring(0, token.length() - 4) + "AAAA", keys)).isFalse();
  }

  @Test
  void wycheproofVectorsAreRecognized() throws Exception {
    String file = System.getProperty("wycheproof.jws", "");
    Assumptions.assumeTrue(
        !file.isEmpty() && Files.exists(Path.of(file)),
        "no -Dwycheproof.jws=json_web_signature_test.json");
    Map<String, Object> document = StrictJson.parseObject(Files.readAllBytes(Path.of(file)));
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (Object group : (List<?>) document.get("testGroups")) {
      for (Object test : (List<?>) ((Map<?, ?>) group).get("tests")) {
        cases++;
        Map<?, ?> row = (Map<?, ?>) test;
        boolean good =
            row.get("jws") instanceof String
                && keys((Map<?, ?>) group)
                    .map(keys -> isSigned((String) row.get("jws"), keys))
                    .orElse(false);
        boolean valid =
            ("valid".equals(row.get("result")) || SAME_AS_357.contains(row.get("tcId")))
                && !REJECTED.contains(row.get("tcId"))
                && !STRICTER.contains(row.get("tcId"))
                // An empty payload is not a token.
                && !"emptyPayload".equals(row.get("comment"));
        if (good != valid) {
          wrong.add(row.get("tcId") + " " + row.get("comment") + ": labelled " + row.get("result"));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(cases).isEqualTo(401);
  }

  // A key that the start rejects verifies nothing.
  @SuppressWarnings("unchecked")
  private static Optional<VerificationKeys> keys(Map<?, ?> group) {
    Map<String, Object> jwk =
        (Map<String, Object>)
            (group.get("public") == null ? group.get("private") : group.get("public"));
    String text = JsonText.of(jwk);
    try {
      return Optional.of(
          "oct".equals(jwk.get("kty"))
              ? UncheckedSecret.keys((String) jwk.get("k"), (String) jwk.get("alg"))
              : PublicKeys.parse(text, List.of()).keys());
    } catch (KeyFormatException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
