package io.sallyport.internal.descriptor;

import java.io.IOException;
import java.io.InputStream;

/** Reads WildFly's own descriptor. */
public final class JbossWebXml {

  /** The security domain of an application that names none. */
  public static final String DEFAULT_DOMAIN = "other";

  private JbossWebXml() {}

  /**
   * Reads the {@code <security-domain>} of WEB-INF/jboss-web.xml, without a JNDI prefix.
   *
   * @throws DescriptorException if it is not XML
   */
  public static String securityDomain(InputStream in) throws IOException, DescriptorException {
    String domain =
        XmlTree.parse("WEB-INF/jboss-web.xml", in)
            .findText("security-domain")
            .orElse(DEFAULT_DOMAIN);
    // Old descriptors write it as a JNDI name.
    return domain.substring(domain.lastIndexOf('/') + 1);
  }
}
