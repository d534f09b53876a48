package io.sallyport.internal.startup;

import io.sallyport.internal.container.WildFlySecurity;
import io.sallyport.internal.descriptor.DescriptorException;
import io.sallyport.internal.descriptor.JbossWebXml;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;

/**
 * Warns of a WildFly setting that makes the server reject our callers. Separate from {@link
 * ContainerCheck}, because an application that is deployed while the server starts can read the
 * setting only afterwards.
 */
public final class WildFlyCheck {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private WildFlyCheck() {}

  /** Warns now, or once the server has started; does nothing on other servers. */
  public static WildFlySecurity begin(ServletContext application) {
    String domain = securityDomain(application);
    return WildFlySecurity.watch(domain, () -> warn(application, domain));
  }

  private static void warn(ServletContext application, String domain) {
    LOGGER.log(
        Level.WARNING,
        "WildFly integrated-jaspi is on: application="
            + application.getContextPath()
            + "; callers that are not in WildFly's security domain get 500; turn it off with"
            + " /subsystem=undertow/application-security-domain="
            + domain
            + ":write-attribute(name=integrated-jaspi,value=false) and a reload");
  }

  private static String securityDomain(ServletContext application) {
    try (InputStream in = application.getResourceAsStream("/WEB-INF/jboss-web.xml")) {
      return in == null ? JbossWebXml.DEFAULT_DOMAIN : JbossWebXml.securityDomain(in);
    } catch (IOException | DescriptorException e) {
      LOGGER.log(Level.WARNING, "jboss-web.xml cannot be read: {0}", e.getMessage());
      return JbossWebXml.DEFAULT_DOMAIN;
    }
  }
}
