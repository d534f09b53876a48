package io.sallyport;

import io.sallyport.internal.container.MechanismPresence;
import io.sallyport.internal.descriptor.DescriptorException;
import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.descriptor.WebXmlLocation;
import io.sallyport.internal.request.Integration;
import io.sallyport.internal.startup.ContainerCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.System.Logger.Level;

/**
 * Adds {@link AuthenticationMechanism} to the beans of applications whose web.xml selects it, and
 * to no others. CDI finds this class by {@code META-INF/services}. The jar has no beans.xml, which
 * would make it a bean archive.
 */
public final class MechanismExtension implements Extension {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  /** Called by CDI. */
  public MechanismExtension() {}

  void addMechanism(@Observes BeforeBeanDiscovery discovery) {
    WebXml webXml = read();
    if (!selectsMechanism(webXml)) {
      return;
    }
    if (webXml.hasLoginConfig()) {
      // A definition error (CDI 3.0, 12.5.1). Reported here, since the servers' own messages
      // differ.
      throw new IllegalStateException(ContainerCheck.LOGIN_CONFIG_BESIDE_MECHANISM);
    }
    try {
      discovery
          .addAnnotatedType(AuthenticationMechanism.class, AuthenticationMechanism.class.getName())
          .add(ApplicationScoped.Literal.INSTANCE);
      MechanismPresence.markAdded();
    } catch (NoClassDefFoundError e) {
      // CDI without Jakarta Security: DispatchFilter finds the mechanism missing and reports the
      // fix.
      LOGGER.log(Level.WARNING, "no Jakarta Security on this server: {0}", e.getMessage());
    }
  }

  private static boolean selectsMechanism(WebXml webXml) {
    return webXml
        .contextParameter(Integration.PARAMETER)
        .flatMap(Integration::of)
        .filter(integration -> integration == Integration.MECHANISM)
        .isPresent();
  }

  private static WebXml read() {
    try {
      return WebXmlLocation.readFor(MechanismExtension.class);
    } catch (DescriptorException e) {
      // The server reports the invalid web.xml as well.
      LOGGER.log(Level.WARNING, e.getMessage());
      return WebXml.none();
    }
  }
}
