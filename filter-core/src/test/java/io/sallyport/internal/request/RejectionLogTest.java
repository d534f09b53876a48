package io.sallyport.internal.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectionLogTest {

  @Test
  void clientTextIsEscapedInTheLog() {
    assertThat(RejectionLog.escape("/a\r\nforged \u001b[0m\u00e9"))
        .isEqualTo("/a\\u000d\\u000aforged\\u0020\\u001b[0m\\u00e9");
    assertThat(RejectionLog.escape("x".repeat(300))).hasSize(203).endsWith("...");
  }
}
