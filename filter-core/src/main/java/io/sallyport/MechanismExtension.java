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
 * Adds {@link AuthenticationMechanism} to the beans of an application whose web.xml asks for it,
 * and of no other. CDI finds this class by {@code META-INF/services}; there is no beans.xml in the
 * jar, which would make it a bean archive.
 */
public final class MechanismExtension implements Extension {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  /** For CDI. */
  public MechanismExtension() {}

  void addMechanism(@Observes BeforeBeanDiscovery discovery) {
    WebXml webXml = read();
    if (!asksForMechanism(webXml)) {
      return;
    }
    if (webXml.hasLoginConfig()) {
      // A definition error (CDI 3.0, 12.5.1): said here, before a server says it in its own way.
      throw new IllegalStateException(ContainerCheck.LOGIN_CONFIG_BESIDE_MECHANISM);
    }
    try {
      discovery
          .addAnnotatedType(AuthenticationMechanism.class, AuthenticationMechanism.class.getName())
          .add(ApplicationScoped.Literal.INSTANCE);
      MechanismPresence.note();
    } catch (NoClassDefFoundError e) {
      // CDI without Jakarta Security: DispatchFilter finds that the mechanism is not there, and
      // says what to do.
      LOGGER.log(Level.WARNING, "no Jakarta Security on this server: {0}", e.getMessage());
    }
  }

  private static boolean asksForMechanism(WebXml webXml) {
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
      // The server will say so too, and louder.
      LOGGER.log(Level.WARNING, e.getMessage());
      return WebXml.none();
    }
  }
}
