package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.test.Tokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the full Jakarta EE servers with docs/server-matrix.md; only with {@code -Pservers}. */
@Tag("full-servers")
class FullServersIT {

  private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}");

  @ParameterizedTest
  @EnumSource(EeServer.class)
  void everyCellMatchesThePage(EeServer server) throws IOException {
    MatrixApplications applications = MatrixApplications.of(server);
    ServerMatrix matrix;
    try (ServerProcess process = server.start(server.log(), Map.of())) {
      matrix =
          ServerMatrix.observe(server.title(), process.port(), applications.integrations(), true);
      InvalidDeployments.check(matrix, applications.contradictions(), process, server.log());
      if (server == EeServer.PAYARA || server == EeServer.TOMEE) {
        assertSessionCookiesAreSameSite(applications, process.port());
      }
    }
    if (server == EeServer.WILDFLY) {
      // Here the administrator has set integrated-jaspi; the other test has not.
      assertThat(Files.readString(server.log())).doesNotContain("integrated-jaspi,value");
    }
    for (Path log : server.logs()) {
      String text = Files.readString(log, StandardCharsets.ISO_8859_1);
      assertThat(TOKEN.matcher(text).find()).as("a token in " + log).isFalse();
      assertThat(text)
          .as("a secret in " + log)
          .doesNotContain(Tokens.SECRET)
          .doesNotContain(Applications.PASSWORD);
    }
    MatrixPage.compare(matrix);
  }

  // These two servers need the configuration line of docs/servers.md for it.
  private static void assertSessionCookiesAreSameSite(MatrixApplications applications, int port)
      throws IOException {
    for (Integration integration : applications.integrations()) {
      HttpResponse<String> login =
          new MatrixVisit(port, integration.contextPath(), true).anonymous().login();
      assertThat(login.headers().allValues("Set-Cookie"))
          .as(integration.value())
          .anySatisfy(
              cookie ->
                  assertThat(cookie)
                      .startsWith("JSESSIONID=")
                      .containsIgnoringCase("; SameSite=Lax")
                      .contains("HttpOnly"));
    }
  }

  @Test
  void wildFlyLogsIntegratedJaspiFix() throws IOException {
    Path log = Path.of("target/server-logs/wildfly-integrated.log");
    try (ServerProcess process = EeServer.WILDFLY.start(log, Map.of("integrated.jaspi", "true"))) {
      String token = MatrixVisit.token("zoe", "employee");
      // The reason for the log line: a caller who is unknown to the server's realm gets 500.
      for (Integration integration :
          new Integration[] {Integration.MECHANISM, Integration.CONTAINER}) {
        assertThat(
                new Http(process.port())
                    .get(
                        integration.contextPath() + "/open/who", "Authorization", "Bearer " + token)
                    .statusCode())
            .isEqualTo(500);
      }
    }
    assertThat(Files.readString(log))
        .contains(
            "/subsystem=undertow/application-security-domain=other"
                + ":write-attribute(name=integrated-jaspi,value=false)");
  }
}
