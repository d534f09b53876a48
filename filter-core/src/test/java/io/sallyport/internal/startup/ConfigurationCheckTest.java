package io.sallyport.internal.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.request.Integration;
import io.sallyport.internal.settings.ParameterSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationCheckTest {

  private static final String MAPPING =
      "<filter-mapping><filter-name>sallyport</filter-name><dispatcher>REQUEST</dispatcher>"
          + "<dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher>"
          + "<dispatcher>ERROR</dispatcher><dispatcher>ASYNC</dispatcher></filter-mapping>";

  private static WebXml webXml(String content) throws Exception {
    String xml = "<web-app>" + content + "</web-app>";
    return WebXml.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static ConfigurationCheck ofFilter(Map<String, String> parameters, String content)
      throws Exception {
    return ConfigurationCheck.ofFilter(
        ParameterSource.ofWebXml(parameters, Map.of()), webXml(content), "sallyport");
  }

  @Test
  void validSettingsHaveNoProblems() throws Exception {
    ConfigurationCheck check =
        ofFilter(Map.of("auth.mode", "session", "auth.rules", "/* authenticated"), MAPPING);
    assertThat(check.problems()).isEmpty();
    assertThat(check.warnings()).isEmpty();
  }

  @Test
  void allProblemsAreReportedTogether() throws Exception {
    ConfigurationCheck check =
        ofFilter(
            Map.of(
                "auth.mode", "both",
                "auth.jwt.secretkey", "short",
                "auth.rules", "no path",
                "auth.jwt.role-path", "groups"),
            MAPPING);
    assertThat(check.problems())
        .hasSize(3)
        .anyMatch(problem -> problem.contains("auth.jwt.secretkey"))
        .anyMatch(problem -> problem.contains("auth.rules"))
        .anyMatch(problem -> problem.contains("auth.jwt.role-paths"));
  }

  @Test
  void unresolvedReferenceCountsAsValid() throws Exception {
    ConfigurationCheck check =
        ofFilter(
            Map.of(
                "auth.mode", "${env:MODE}",
                "auth.jwt.secretkey", "${file:/run/secrets/no-such-file}",
                "auth.jwt.max-length", "${jndi:java:comp/env/length}",
                "auth.token.path", "/token",
                "auth.login.user-store", "jdbc",
                "auth.login.jdbc.datasource", "java:comp/env/jdbc/no-such-source",
                "auth.login.jdbc.caller-query", "select hash from users where name = ?"),
            MAPPING);
    assertThat(check.problems()).isEmpty();
  }

  @Test
  void missingDispatcherAndConstraintAreWarnings() throws Exception {
    ConfigurationCheck check =
        ofFilter(
            Map.of("auth.mode", "session"),
            "<filter-mapping><filter-name>sallyport</filter-name></filter-mapping><login-config/>");
    assertThat(check.warnings()).hasSize(2);
  }

  @Test
  void filterBesideTheMechanismIsAProblem() throws Exception {
    ConfigurationCheck check =
        ConfigurationCheck.ofContainer(
            ParameterSource.ofWebXml(
                Map.of(), Map.of("auth.mode", "session", "auth.integration", "mechanism")),
            webXml("<login-config/>"),
            Integration.MECHANISM,
            List.of("io.sallyport.AuthenticationFilter"));
    assertThat(check.problems())
        .hasSize(2)
        .anyMatch(problem -> problem.contains("<filter>"))
        .anyMatch(problem -> problem.contains("<login-config>"));
  }
}
