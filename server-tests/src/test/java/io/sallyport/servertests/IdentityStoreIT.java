package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.test.Tokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Login with {@code auth.login.user-store=identity-store}: the application's identity store. */
@Tag("full-servers")
class IdentityStoreIT {

  private static final Pattern ACCESS = Pattern.compile("\"access_token\":\"([^\"]+)\"");

  @ParameterizedTest
  @EnumSource(EeServer.class)
  void identityStoreChecksPasswords(EeServer server) throws IOException {
    String name = server.name().toLowerCase(Locale.ROOT);
    Path webapps = Path.of("target/work/staff-" + name + "/webapps").toAbsolutePath();
    Applications.empty(webapps);
    deploy(webapps.resolve("staff"));
    Path log = Path.of("target/server-logs/staff-" + name + ".log");
    try (ServerProcess process = server.startWithAll(webapps, log, Map.of())) {
      Http http = new Http(process.port());
      HttpResponse<String> good = logIn(http, "sally", "sally-store-password");
      assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
      Matcher token = ACCESS.matcher(good.body());
      assertThat(token.find()).isTrue();
      String payload = token.group(1).split("\\.", -1)[1];
      assertThat(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8))
          .contains("\"sub\":\"sally\"", "\"keeper\"");
      assertThat(http.get("/staff/who", "Authorization", "Bearer " + token.group(1)).statusCode())
          .isEqualTo(200);
      HttpResponse<String> wrong = logIn(http, "sally", "another-password");
      HttpResponse<String> unknown = logIn(http, "unknown", "sally-store-password");
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(unknown.statusCode()).isEqualTo(401);
      assertThat(unknown.body()).isEqualTo(wrong.body());
    }
  }

  private static HttpResponse<String> logIn(Http http, String name, String password)
      throws IOException {
    return http.post("/staff/auth/token", "username=" + name + "&password=" + password);
  }

  private static void deploy(Path root) throws IOException {
    Path inf = root.resolve("WEB-INF");
    for (String folder : new String[] {"app", "staff"}) {
      Applications.copy(
          Path.of("target/classes/io/sallyport/servertests", folder),
          inf.resolve("classes/io/sallyport/servertests").resolve(folder));
    }
    Applications.copy(Path.of("target/library"), inf.resolve("lib"));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("auth.mode", "jwt");
    settings.put("auth.jwt.secretkey", Tokens.SECRET);
    settings.put("mp.jwt.verify.issuer", Tokens.ISSUER);
    settings.put("mp.jwt.verify.audiences", Tokens.AUDIENCE);
    settings.put("auth.rules", "/* keeper");
    settings.put("auth.login.user-store", "identity-store");
    settings.put("auth.token.path", "/auth/token");
    StringBuilder xml = new StringBuilder();
    xml.append("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'>\n");
    Applications.filter(xml, "sallyport", "io.sallyport.AuthenticationFilter", settings);
    xml.append(
        "<servlet><servlet-name>who</servlet-name><servlet-class>"
            + "io.sallyport.servertests.app.EchoServlet</servlet-class></servlet>"
            + "<servlet-mapping><servlet-name>who</servlet-name><url-pattern>/who</url-pattern>"
            + "</servlet-mapping></web-app>\n");
    Applications.write(inf.resolve("web.xml"), xml.toString());
    Applications.write(
        inf.resolve("beans.xml"),
        "<beans xmlns='https://jakarta.ee/xml/ns/jakartaee' version='3.0'"
            + " bean-discovery-mode='all'></beans>");
  }
}
