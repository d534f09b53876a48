package io.sallyport.internal.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebXmlTest {

  private static final String BODY =
      "<filter-mapping><filter-name>one</filter-name><url-pattern>/*</url-pattern></filter-mapping>"
          + "<filter-mapping><filter-name>two</filter-name><servlet-name>s</servlet-name>"
          + "<dispatcher>FORWARD</dispatcher><dispatcher>ERROR</dispatcher></filter-mapping>"
          + "<servlet><servlet-name>s</servlet-name><servlet-class>S</servlet-class>"
          + "<security-role-ref><role-name>boss</role-name><role-link>approver</role-link></security-role-ref>"
          + "<security-role-ref><role-name>same</role-name></security-role-ref></servlet>"
          + "<error-page><error-code>404</error-code><location>/x</location></error-page>"
          + "<error-page><exception-type>E</exception-type><location>/y</location></error-page><security-constraint><web-resource-collection><url-pattern>"
          + " /a/* </url-pattern>"
          + "</web-resource-collection><auth-constraint><role-name>auditor</role-name>"
          + "<role-name>*</role-name></auth-constraint></security-constraint>"
          + "<security-constraint><web-resource-collection><url-pattern>/tls</url-pattern>"
          + "</web-resource-collection></security-constraint>"
          + "<login-config><auth-method>FORM</auth-method></login-config>"
          + "<security-role><role-name>employee</role-name></security-role>";

  private static WebXml read(String text) throws Exception {
    return WebXml.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<web-app>%s</web-app>",
        "<?xml version='1.0' encoding='ISO-8859-1'?><!DOCTYPE web-app PUBLIC"
            + " '-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN'"
            + " 'http://java.sun.com/dtd/web-app_2_3.dtd'><web-app>%s</web-app>",
        "<web-app xmlns='http://java.sun.com/xml/ns/javaee' version='3.0'>%s</web-app>",
        "<j:web-app xmlns:j='x' xmlns='https://jakarta.ee/xml/ns/jakartaee'>%s</j:web-app>"
      })
  void allVersionsAreRead(String frame) throws Exception {
    WebXml webXml = read(String.format(frame, BODY));
    assertThat(webXml.filterMappings()).hasSize(2);
    assertThat(webXml.filterMappings().get(0).filterName()).isEqualTo("one");
    assertThat(webXml.filterMappings().get(0).patterns()).containsExactly("/*");
    assertThat(webXml.filterMappings().get(0).dispatchers()).isEqualTo(Set.of("REQUEST"));
    assertThat(webXml.filterMappings().get(1).dispatchers()).isEqualTo(Set.of("FORWARD", "ERROR"));
    assertThat(webXml.roleLink("s", "boss")).contains("approver");
    assertThat(webXml.roleLink("s", "same")).contains("same");
    assertThat(webXml.roleLink("s", "other")).isEmpty();
    assertThat(webXml.roleLink("t", "boss")).isEmpty();
    assertThat(webXml.hasErrorPage(404)).isTrue();
    assertThat(webXml.hasErrorPage(403)).isFalse();
    assertThat(webXml.constrainedPatterns()).containsExactly("/a/*");
    assertThat(webXml.declaredRoles()).isEqualTo(Set.of("employee", "auditor"));
    assertThat(webXml.hasLoginConfig()).isTrue();
  }

  @Test
  void defaultErrorPageIsUsedForAllErrors() throws Exception {
    WebXml webXml = read("<web-app><error-page><location>/x</location></error-page></web-app>");
    assertThat(webXml.hasErrorPage(400)).isTrue();
    assertThat(webXml.hasErrorPage(503)).isTrue();
    assertThat(webXml.hasErrorPage(399)).isFalse();
  }

  @Test
  void entitiesAreNotLoadedOrExpanded() throws Exception {
    WebXml outside =
        read(
            "<!DOCTYPE web-app [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                + "<web-app><security-role><role-name>a&x;</role-name></security-role></web-app>");
    assertThat(outside.declaredRoles()).isEqualTo(Set.of("a"));
    StringBuilder bomb = new StringBuilder("<!DOCTYPE w [<!ENTITY a0 'ha'>");
    for (int i = 1; i < 30; i++) {
      bomb.append("<!ENTITY a")
          .append(i)
          .append(" '&a")
          .append(i - 1)
          .append(";&a")
          .append(i - 1)
          .append(";'>");
    }
    bomb.append("]><w><security-role><role-name>&a29;</role-name></security-role></w>");
    assertThat(read(bomb.toString()).declaredRoles()).isEqualTo(Set.of(""));
  }

  @Test
  void invalidXmlIsReportedWithItsLine() {
    assertThatThrownBy(() -> read("<web-app>\n<filter>\n</web-app>"))
        .isInstanceOf(DescriptorException.class)
        .hasMessage("WEB-INF/web.xml is not XML at line 3")
        .hasNoCause();
  }
}
