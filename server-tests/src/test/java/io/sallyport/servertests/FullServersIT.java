package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.Tokens;
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

/** The same matrix on the servers of Jakarta EE; only with {@code -Pservers}. */
@Tag("full-servers")
class FullServersIT {

  private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}");

  @ParameterizedTest
  @EnumSource(EeServer.class)
  void everyCellIsAsThePageSays(EeServer server) throws IOException {
    MatrixApplications applications = MatrixApplications.of(server);
    ServerMatrix matrix;
    try (ServerProcess process = server.start(server.log(), Map.of())) {
      matrix = ServerMatrix.observe(server.title(), process.port(), applications.doors(), true);
      Contradictions.look(matrix, applications.contradictions(), process, server.log());
      if (server == EeServer.PAYARA || server == EeServer.TOMEE) {
        assertSessionCookiesStayOnSite(applications, process.port());
      }
    }
    if (server == EeServer.WILDFLY) {
      // Its administrator has done what the other test's has yet to do.
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

  // By the line that docs/servers.md gives: these two take it from no one else.
  private static void assertSessionCookiesStayOnSite(MatrixApplications applications, int port)
      throws IOException {
    for (Door door : applications.doors()) {
      HttpResponse<String> login = new MatrixVisit(port, door.contextPath(), true).nobody().login();
      assertThat(login.headers().allValues("Set-Cookie"))
          .as(door.word())
          .anySatisfy(
              cookie ->
                  assertThat(cookie)
                      .startsWith("JSESSIONID=")
                      .containsIgnoringCase("; SameSite=Lax")
                      .contains("HttpOnly"));
    }
  }

  @Test
  void wildFlysAdministratorIsToldOfIntegratedJaspi() throws IOException {
    Path log = Path.of("target/server-logs/wildfly-integrated.log");
    try (ServerProcess process = EeServer.WILDFLY.start(log, Map.of("integrated.jaspi", "true"))) {
      String token = MatrixVisit.token("zoe", "employee");
      // Why it must be told: a caller whom the server's own realm does not know.
      for (Door door : new Door[] {Door.MECHANISM, Door.CONTAINER}) {
        assertThat(
                new Http(process.port())
                    .get(door.contextPath() + "/open/who", "Authorization", "Bearer " + token)
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
