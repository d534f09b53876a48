package io.sallyport.internal.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.internal.descriptor.WebXml;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeploymentCheckTest {

  @Test
  void unexpectedDeclarationsAreFound() throws Exception {
    String xml =
        "<web-app><filter-mapping><filter-name>other</filter-name></filter-mapping>"
            + "<filter-mapping><filter-name>sallyport</filter-name><dispatcher>REQUEST</dispatcher>"
            + "</filter-mapping><security-constraint><web-resource-collection><url-pattern>/s/*"
            + "</url-pattern></web-resource-collection><auth-constraint/></security-constraint>"
            + "<login-config/></web-app>";
    List<String> findings =
        new DeploymentCheck(
                WebXml.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))),
                "sallyport")
            .findings();
    assertThat(findings).hasSize(4);
    assertThat(findings.get(0)).contains("<filter-mapping> without ASYNC, ERROR, FORWARD, INCLUDE");
    assertThat(findings.get(1)).contains("<filter-mapping> of \"other\" is before Sallyport");
    assertThat(findings.get(2)).contains("<security-constraint> on /s/*");
    assertThat(findings.get(3)).contains("<login-config>");
  }

  @Test
  void knownCorsFilterBelongsBeforeOurs() throws Exception {
    String cors =
        "<filter><filter-name>cors</filter-name><filter-class>"
            + "org.apache.catalina.filters.CorsFilter</filter-class></filter>";
    String mapping = "<filter-mapping><filter-name>cors</filter-name></filter-mapping>";
    String ours =
        "<filter-mapping><filter-name>sallyport</filter-name><dispatcher>REQUEST</dispatcher>"
            + "<dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher>"
            + "<dispatcher>ERROR</dispatcher><dispatcher>ASYNC</dispatcher></filter-mapping>";

    assertThat(findings(cors + mapping + ours)).isEmpty();
    assertThat(findings(cors + ours + mapping))
        .singleElement()
        .asString()
        .contains("<filter-mapping> of the CORS filter \"cors\" is after Sallyport");
    assertThat(findings(cors.replace("CorsFilter", "Other") + mapping + ours))
        .singleElement()
        .asString()
        .contains("<filter-mapping> of \"cors\" is before Sallyport");
  }

  private static List<String> findings(String content) throws Exception {
    String xml = "<web-app>" + content + "</web-app>";
    return new DeploymentCheck(
            WebXml.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))),
            "sallyport")
        .findings();
  }
}
