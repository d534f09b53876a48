package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.test.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs after all other tests, which sent every kind of secret, and reads the complete logs. */
@Order(Integer.MAX_VALUE)
class LogsIT {

  private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}");

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void logsContainNoSecret(TestServer server) throws IOException {
    // Causes a rejection, so that the log has an entry if only this test runs.
    new Http(server.port()).get("/jwt/own/a", "Authorization", "Bearer " + Tokens.hs256("{}"));
    new Http(server.port()).get("/both/own/%0aforged", "X", "y");
    String log = Files.readString(server.log());

    assertThat(log)
        .contains("Sallyport started: application=/both")
        .contains("rejected MISSING_CLAIM");
    assertThat(TOKEN.matcher(log).find()).as("a token in " + server.log()).isFalse();
    assertThat(log)
        .doesNotContain(Tokens.SECRET)
        .doesNotContain(Applications.PASSWORD)
        .doesNotContain("PRIVATE KEY")
        .doesNotContain("\nforged");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void startUpReportShowsTheSettings(TestServer server) throws IOException {
    // Undertow starts a filter with its first request.
    for (String application : List.of("cookie", "keys", "dispatch", "report")) {
      new Http(server.port()).get("/" + application + "/x");
    }
    String log = Files.readString(server.log());
    assertThat(log)
        .contains("tokens in  the cookie token and the Authorization header")
        .contains("RS256, 2048 bits, kid key-RS256")
        .contains("ES256, 256 bits, kid key-ES256")
        .contains("EdDSA, 255 bits, kid key-EdDSA")
        .contains("entry 4 of the key set is not used: the key is a secret")
        .contains("<filter-mapping> of \"outer\" is before Sallyport")
        .contains("auth.enforce: \"report\" lets rejected requests through");
    assertThat(Path.of("target/server-logs")).isDirectory();
  }
}
