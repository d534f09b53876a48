package io.sallyport.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveredDocumentTest {

  private static final String ISSUER = "https://id.example/r";
  private static final String METADATA = ISSUER + "/.well-known/openid-configuration";

  private final Map<String, String> web = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  private DiscoveredDocument document(String issuer) {
    return DiscoveredDocument.of(issuer, false, this::page);
  }

  private KeyDocument page(WebAddress address) {
    return () -> {
      asked.add(address.toString());
      String text = web.get(address.toString());
      if (text == null) {
        throw new IOException("nothing at " + address);
      }
      return text;
    };
  }

  private static String metadata(String issuer, String keys) {
    return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\",\"more\":[1]}";
  }

  @Test
  void discoveryDocumentIsReadOnce() throws Exception {
    web.put(METADATA, metadata(ISSUER, "https://keys.example/k"));
    web.put("https://keys.example/k", "the keys");
    DiscoveredDocument document = document(ISSUER);
    assertThat(document.read()).isEqualTo("the keys");
    assertThat(document.read()).isEqualTo("the keys");
    assertThat(asked).containsExactly(METADATA, "https://keys.example/k", "https://keys.example/k");
  }

  @Test
  void discoveryDocumentIsReadAgainIfKeysAreGone() throws Exception {
    web.put(METADATA, metadata(ISSUER, "https://keys.example/k"));
    web.put("https://keys.example/k", "the keys");
    DiscoveredDocument document = document(ISSUER);
    document.read();
    web.remove("https://keys.example/k");
    web.put(METADATA, metadata(ISSUER, "https://keys.example/moved"));
    web.put("https://keys.example/moved", "the moved keys");
    assertThatThrownBy(document::read).isInstanceOf(IOException.class);
    assertThat(document.read()).isEqualTo("the moved keys");
  }

  @Test
  void slashAtTheEndOfIssuerIsKeptInItsName() throws Exception {
    web.put(METADATA, metadata(ISSUER + "/", "https://keys.example/k"));
    web.put("https://keys.example/k", "the keys");
    assertThat(document(ISSUER + "/").read()).isEqualTo("the keys");
    assertThatThrownBy(() -> document(ISSUER).read()).hasMessageContaining("has another issuer");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"issuer\":\"https://id.example/R\",\"jwks_uri\":\"https://k.example\"} | has another issuer",
        "{\"jwks_uri\":\"https://k.example\"} | has another issuer",
        "{\"issuer\":[\"https://id.example/r\"],\"jwks_uri\":\"https://k.example\"} | another",
        "{\"issuer\":\"https://id.example/r\"} | has no \"jwks_uri\"",
        "{\"issuer\":\"https://id.example/r\",\"jwks_uri\":7} | has no \"jwks_uri\"",
        "{\"issuer\":\"https://id.example/r\",\"jwks_uri\":\"http://k.example\"} | is not https",
        "{\"issuer\":\"https://id.example/r\",\"jwks_uri\":\"file:///etc/passwd\"} | no",
        "{\"issuer\":\"https://id.example/r\",\"issuer\":\"https://id.example/r\"} | not a JSON object",
        "[] | not a JSON object",
        "<html> | not a JSON object"
      })
  void documentOfOtherIssuerIsRejected(String metadata, String message) {
    web.put(METADATA, metadata);
    assertThatThrownBy(() -> document(ISSUER).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
    assertThat(asked).containsExactly(METADATA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"expenses", "http://id.example", "https://id.example?x=y", "https://u@id.example"})
  void invalidIssuerAddressIsRejectedAtStart(String issuer) {
    assertThatThrownBy(() -> document(issuer)).isInstanceOf(IllegalArgumentException.class);
  }
}
