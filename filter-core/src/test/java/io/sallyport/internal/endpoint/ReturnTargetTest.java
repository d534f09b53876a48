package io.sallyport.internal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnTargetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app/",
        "/app/a",
        "/app/a?b=c&d=%2F",
        "/app/a#b",
        "/app/a..b/..c/.d",
        "/app/a?b=/../c",
        "/app/...",
        "/app/%C3%A9"
      })
  void pathInTheApplicationIsAccepted(String text) {
    assertThat(ReturnTarget.parse(text, "/app").orElseThrow().path()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/app",
        "/apple/",
        "/other/a",
        "app/a",
        "//evil.example",
        "//app/a",
        "https://evil.example/app/",
        "javascript:alert(1)",
        "/app/\\evil",
        "/\\evil.example",
        "/app/a\r\nX: y",
        "/app/a b",
        "/app/\u0000",
        "/app/é",
        "/app/\"x",
        "/app/<x>",
        "/app/../other",
        "/app/a/../../other",
        "/app/..",
        "/app/..?a",
        "/app/%2e%2E/other",
        "/app/.%2e/other",
        "/app/..;a=b/other"
      })
  void otherTextIsRejected(String text) {
    assertThat(ReturnTarget.parse(text, "/app")).isEmpty();
  }

  @Test
  void twoSlashesAreAnotherHostInTheRootContext() {
    assertThat(ReturnTarget.parse("/a", "")).isPresent();
    assertThat(ReturnTarget.parse("//evil.example/a", "")).isEmpty();
    assertThat(ReturnTarget.parse("/" + "a".repeat(2047), "")).isPresent();
    assertThat(ReturnTarget.parse("/" + "a".repeat(2048), "")).isEmpty();
  }
}
