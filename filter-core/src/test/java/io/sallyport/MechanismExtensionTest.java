package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.internal.container.MechanismPresence;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bean that CDI receives, on servers with and without Jakarta Security. */
class MechanismExtensionTest {

  @TempDir Path folder;

  private boolean isNotedAfterDiscovery(boolean withSecurity) throws Exception {
    Files.createDirectories(folder.resolve("WEB-INF"));
    Files.writeString(
        folder.resolve("WEB-INF/web.xml"),
        "<web-app><context-param><param-name>auth.integration</param-name><param-value>mechanism"
            + "</param-value></context-param></web-app>");
    Application application = new Application(folder, withSecurity);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(application);
      Class<?> extension = application.loadClass(MechanismExtension.class.getName());
      Method observer = extension.getDeclaredMethod("addMechanism", BeforeBeanDiscovery.class);
      observer.setAccessible(true);
      observer.invoke(extension.getConstructor().newInstance(), discovery());
    } finally {
      thread.setContextClassLoader(before);
    }
    Method added =
        application.loadClass(MechanismPresence.class.getName()).getDeclaredMethod("isAdded");
    added.setAccessible(true);
    return (Boolean) added.invoke(null);
  }

  private static BeforeBeanDiscovery discovery() {
    return (BeforeBeanDiscovery)
        Proxy.newProxyInstance(
            MechanismExtensionTest.class.getClassLoader(),
            new Class<?>[] {BeforeBeanDiscovery.class},
            (proxy, called, arguments) ->
                Proxy.newProxyInstance(
                    MechanismExtensionTest.class.getClassLoader(),
                    new Class<?>[] {called.getReturnType()},
                    (configurator, more, others) -> configurator));
  }

  @Test
  void mechanismIsAddedIfWebXmlSelectsIt() throws Exception {
    assertThat(isNotedAfterDiscovery(true)).isTrue();
  }

  @Test
  void mechanismIsOmittedWithoutJakartaSecurity() throws Exception {
    assertThat(isNotedAfterDiscovery(false)).isFalse();
  }

  /** Loads our classes again, in an application of a server that may lack Jakarta Security. */
  private static final class Application extends ClassLoader {

    private final Path folder;
    private final boolean withSecurity;

    private Application(Path folder, boolean withSecurity) {
      super(MechanismExtensionTest.class.getClassLoader());
      this.folder = folder;
      this.withSecurity = withSecurity;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!withSecurity && name.startsWith("jakarta.security.enterprise.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("io.sallyport.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    public java.net.URL getResource(String name) {
      try {
        return name.equals("WEB-INF/web.xml")
            ? folder.resolve(name).toUri().toURL()
            : super.getResource(name);
      } catch (java.net.MalformedURLException e) {
        throw new AssertionError(e);
      }
    }
  }
}
