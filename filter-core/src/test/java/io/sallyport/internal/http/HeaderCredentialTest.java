package io.sallyport.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.test.FakeRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderCredentialTest {

  private static Optional<BasicPassword> basic(String header) {
    return HeaderCredential.of(FakeRequest.get("/").header("Authorization", header))
        .basicPassword();
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void nameEndsAtTheFirstColon() {
    BasicPassword read =
        basic("bAsIc  " + encoded("ann:a:b".getBytes(StandardCharsets.UTF_8))).orElseThrow();
    assertThat(read.name()).isEqualTo("ann");
    assertThat(read.password()).isEqualTo("a:b");
    assertThat(read.toString()).doesNotContain("ann", "a:b");
  }

  @Test
  void bytesAreReadAsUtf8OrElseAsLatin1() {
    assertThat(basic("Basic " + encoded("j:ä".getBytes(StandardCharsets.UTF_8))).orElseThrow())
        .extracting(BasicPassword::password)
        .isEqualTo("ä");
    assertThat(basic("Basic " + encoded("j:ä".getBytes(StandardCharsets.ISO_8859_1))).orElseThrow())
        .extracting(BasicPassword::password)
        .isEqualTo("ä");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic ", "Basic ?", "Basic YW5u", "Digest YTpi", "YTpi"})
  void invalidCredentialHasNoPassword(String header) {
    assertThat(basic(header)).isEmpty();
    assertThat(basic("Basic " + "A".repeat(5000))).isEmpty();
  }

  @Test
  void twoHeadersCountAsNone() {
    FakeRequest two =
        FakeRequest.get("/")
            .header("Authorization", "Basic YTpi")
            .header("Authorization", "Basic YTpi");
    assertThat(HeaderCredential.of(two).isOf("Basic")).isFalse();
    assertThat(HeaderCredential.of(FakeRequest.get("/")).isOf("Basic")).isFalse();
    assertThat(HeaderCredential.of(two).toString()).doesNotContain("YTpi");
  }
}
