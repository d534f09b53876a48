package io.sallyport.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.example",
        "HTTPS://id.example/keys",
        "https://id.example:8443/realms/r/protocol/openid-connect/certs?a=b",
        "https://[2001:db8::1]/keys"
      })
  void httpsIsAccepted(String text) {
    assertThat(WebAddress.parse(text, false)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/k",
        "http://127.9.9.9/k",
        "http://localhost/",
        "http://[::1]:8/"
      })
  void plainHttpIsAcceptedFromLoopbackIfAllowed(String text) {
    assertThat(WebAddress.parse(text, true)).hasToString(text);
    assertThatThrownBy(() -> WebAddress.parse(text, false))
        .hasMessageStartingWith("is not https")
        .hasMessageContaining("auth.jwt.jwks.allow-http-loopback");
  }

  @ParameterizedTest
  @CsvSource({
    "http://id.example/keys, is not https",
    "http://10.0.0.1/keys, is not https",
    "http://localhost.evil.example/keys, is not https",
    "http://127.0.0.1.evil.example/keys, is not https",
    "http://1270.0.0.1/keys, is not a URL",
    "ftp://id.example/keys, is not a URL",
    "file:///etc/keys, is not a URL",
    "https:/keys, is not a URL",
    "https://, is not a URL",
    "id.example, is not a URL",
    "https://a b, is not a URL",
    "https://user:pw@id.example/keys, has a user or a fragment",
    "http://127.0.0.1@evil.example/, has a user or a fragment",
    "https://id.example/keys#a, has a user or a fragment"
  })
  void otherAddressesAreRejected(String text, String message) {
    assertThatThrownBy(() -> WebAddress.parse(text, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
