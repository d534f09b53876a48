package io.sallyport.internal.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.AuthenticationFilter;
import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.settings.Problems;
import io.sallyport.test.FakeContext;
import jakarta.servlet.ServletException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * Cases in which Jetty's order of filters cannot be read, as in this context. The others are tested
 * on real servers.
 */
class JettyUpgradeCheckTest {

  private static final String UPGRADE =
      "org.eclipse.jetty.ee10.websocket.servlet.WebSocketUpgradeFilter";

  private final FakeContext jetty = new FakeContext().serverInfo("jetty/12.1.8");
  private final Problems problems = new Problems();
  private final StartupReport report = new StartupReport();

  private void check(String... mapped) throws Exception {
    StringBuilder xml = new StringBuilder("<web-app>");
    for (String name : mapped) {
      xml.append("<filter-mapping><filter-name>")
          .append(name)
          .append("</filter-name><url-pattern>/*</url-pattern></filter-mapping>");
    }
    WebXml webXml =
        WebXml.read(
            new ByteArrayInputStream((xml + "</web-app>").getBytes(StandardCharsets.UTF_8)));
    new JettyUpgradeCheck(jetty.servletContext(), webXml, "sallyport").run(problems, report);
  }

  @Test
  void handshakeBeforeOurFilterStopsTheStart() {
    FakeContext context =
        new FakeContext()
            .serverInfo("jetty/12.1.8")
            .declaredFilter(UPGRADE, UPGRADE)
            .parameter("auth.mode", "jtw");
    assertThatThrownBy(() -> new AuthenticationFilter().init(context.filterConfig()))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("auth.mode (init-param): ")
        .hasMessageContaining(
            "Jetty handles WebSocket handshakes before the filter \"sallyport\", so that endpoints would be permitted to anonymous callers, and the order of filters cannot be changed here; add to web.xml, after Sallyport's <filter-mapping>: <filter><filter-name>"
                + UPGRADE
                + "</filter-name><filter-class>"
                + UPGRADE
                + "</filter-class>");
  }

  @Test
  void declarationInWebXmlLetsItStart() throws Exception {
    jetty.declaredFilter(UPGRADE, UPGRADE);
    check("first", "sallyport", UPGRADE);
    assertThat(problems.sentences()).isEmpty();
    check("sallyport", UPGRADE, "sallyport");
    check(UPGRADE, "sallyport");
    check("sallyport");
    assertThat(problems.sentences()).hasSize(3);
  }

  @Test
  void secondUpgradeFilterIsFound() throws Exception {
    jetty.declaredFilter(UPGRADE, UPGRADE).declaredFilter("sockets", UPGRADE);
    check("sallyport", "sockets");
    assertThat(problems.sentences()).hasSize(1);
  }

  @Test
  void laterEndpointsAreAWarning() throws Exception {
    jetty
        .attributes()
        .put("org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServerContainer", "x");
    check("sallyport");
    assertThat(problems.sentences()).isEmpty();
    assertThat(report.warnings())
        .singleElement()
        .asString()
        .contains("JettyWebSocketServerContainer.addMapping", UPGRADE);
  }

  @Test
  void otherServersAreNotChecked() throws Exception {
    jetty.serverInfo("Apache Tomcat/10.1").declaredFilter(UPGRADE, UPGRADE);
    check("sallyport");
    assertThat(problems.sentences()).isEmpty();
    assertThat(report.text()).doesNotContain("handshakes");
  }
}
