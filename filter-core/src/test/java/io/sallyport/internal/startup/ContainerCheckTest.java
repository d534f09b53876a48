package io.sallyport.internal.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.internal.container.ServerKind;
import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.request.Integration;
import io.sallyport.internal.settings.Problems;
import io.sallyport.test.FakeContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContainerCheckTest {

  @Test
  void rejectedCookieSettingIsAWarning() {
    FakeContext context = new FakeContext().cookieConfigRejected();
    assertThat(SessionCookies.harden(context.servletContext()))
        .anyMatch(warning -> warning.contains("SameSite"));
  }

  @Test
  void loginConfigBesideTheModuleIsAWarning() throws Exception {
    FakeContext context = new FakeContext().webXml("<web-app><login-config/></web-app>");
    StartupReport report = new StartupReport();
    Problems problems = new Problems();
    new ContainerCheck(
            DeploymentAssembly.of(
                Integration.CONTAINER,
                WebXml.read(
                    new ByteArrayInputStream(
                        "<web-app><login-config/></web-app>".getBytes(StandardCharsets.UTF_8))),
                ServerKind.OTHER),
            ContainerCheck.registeredFilters(context.servletContext()))
        .run(problems, report);
    problems.throwIfAny();
    assertThat(report.warnings()).singleElement().asString().contains("<login-config> is ignored");
  }

  @Test
  void loginPathUnderAConstraintIsAWarning() throws Exception {
    StartupReport report = new StartupReport();
    WebXml webXml =
        WebXml.read(
            new ByteArrayInputStream(
                ("<web-app><security-constraint><web-resource-collection>"
                        + "<url-pattern>/auth/*</url-pattern><url-pattern>*.x</url-pattern>"
                        + "</web-resource-collection><auth-constraint/></security-constraint>"
                        + "</web-app>")
                    .getBytes(StandardCharsets.UTF_8)));
    ContainerCheck.checkLoginPath(webXml, "/auth/login", report);
    ContainerCheck.checkLoginPath(webXml, "/login.x", report);
    ContainerCheck.checkLoginPath(webXml, "/login", report);
    assertThat(report.warnings())
        .hasSize(2)
        .anyMatch(line -> line.contains("under the <security-constraint> on /auth/*"))
        .anyMatch(line -> line.contains("under the <security-constraint> on *.x"));
  }
}
