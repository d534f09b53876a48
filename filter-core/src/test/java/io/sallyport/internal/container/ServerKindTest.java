package io.sallyport.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recognizes servers by their server info and classes. */
class ServerKindTest {

  private static ServletContext context(ClassLoader server, String info) {
    return (ServletContext)
        Proxy.newProxyInstance(
            server, new Class<?>[] {ServletContext.class}, (proxy, called, arguments) -> info);
  }

  @ParameterizedTest
  @CsvSource({
    "jetty/12.1.8, JETTY",
    "IBM WebSphere Liberty/26.0.0.3, OPEN_LIBERTY",
    "SMF WebContainer, OPEN_LIBERTY",
    "Payara Server  6.2025.9, GLASSFISH",
    "Eclipse GlassFish  7.0.21, GLASSFISH",
    "Apache Tomcat/11.0.24, OTHER"
  })
  void serverInfoSelectsKind(String info, ServerKind kind) {
    assertThat(ServerKind.of(context(getClass().getClassLoader(), info))).isEqualTo(kind);
  }

  @Test
  void glassFishWithHiddenNameIsRecognized() {
    ClassLoader glassFish =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          public URL getResource(String name) {
            try {
              return name.equals("org/glassfish/web/valve/GlassFishValve.class")
                  ? new URL("file:/server/" + name)
                  : super.getResource(name);
            } catch (MalformedURLException e) {
              throw new AssertionError(e);
            }
          }
        };
    assertThat(ServerKind.of(context(glassFish, ""))).isEqualTo(ServerKind.GLASSFISH);
    assertThat(ServerKind.of(context(getClass().getClassLoader(), ""))).isEqualTo(ServerKind.OTHER);
  }
}
