package io.sallyport.internal.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finding the descriptor before there is a ServletContext. */
class WebXmlLocationTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "jar:file:/apps/a/WEB-INF/lib/x.jar!/io/X.class, file:/apps/a/WEB-INF/web.xml",
    "file:/apps/a/WEB-INF/classes/io/X.class, file:/apps/a/WEB-INF/web.xml",
    "jar:file:/apps/a.war!/WEB-INF/lib/x.jar, jar:file:/apps/a.war!/WEB-INF/web.xml",
    "jar:file:/WEB-INF/a/WEB-INF/lib/x.jar!/io/X.class, file:/WEB-INF/a/WEB-INF/web.xml"
  })
  void descriptorIsNextToTheFolderOfTheJar(String ours, String expected) {
    assertThat(WebXmlLocation.beside(ours)).hasToString(expected);
  }

  @Test
  void jarOutsideOfAnApplicationHasNoDescriptor() {
    assertThat(WebXmlLocation.beside("jar:file:/server/lib/x.jar!/io/X.class")).isNull();
  }

  @Test
  void descriptorIsFoundByTheThreadsClassLoader() throws Exception {
    Files.createDirectories(folder.resolve("WEB-INF"));
    Files.writeString(
        folder.resolve("WEB-INF/web.xml"),
        "<web-app><context-param><param-name>a</param-name><param-value>b</param-value>"
            + "</context-param></web-app>");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      WebXml found = WebXmlLocation.readFor(WebXmlLocationTest.class);
      assertThat(found.contextParameter("a")).contains("b");
      assertThat(found.contextParameter("c")).isEmpty();
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(WebXmlLocation.readFor(WebXmlLocationTest.class).contextParameter("a")).isEmpty();
  }

  @Test
  void descriptorNextToTheClassTakesPrecedence() throws Exception {
    Path ours = folder.resolve("ours/WEB-INF");
    Path theirs = folder.resolve("theirs/WEB-INF");
    String file = JbossWebXml.class.getName().replace('.', '/') + ".class";
    Path copy = ours.resolve("classes").resolve(file);
    Files.createDirectories(copy.getParent());
    try (InputStream in = JbossWebXml.class.getClassLoader().getResourceAsStream(file)) {
      Files.copy(in, copy);
    }
    for (Path inf : List.of(ours, theirs)) {
      Files.createDirectories(inf);
      Files.writeString(
          inf.resolve("web.xml"),
          "<web-app><context-param><param-name>whose</param-name><param-value>"
              + inf.getParent().getFileName()
              + "</param-value></context-param></web-app>");
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader war =
            new URLClassLoader(new URL[] {ours.resolve("classes").toUri().toURL()}, null);
        URLClassLoader shown =
            new URLClassLoader(new URL[] {theirs.getParent().toUri().toURL()}, null)) {
      thread.setContextClassLoader(shown);
      Class<?> inTheWar = war.loadClass(JbossWebXml.class.getName());
      assertThat(WebXmlLocation.readFor(inTheWar).contextParameter("whose")).contains("ours");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "<jboss-web/>, other",
    "<jboss-web><security-domain>mine</security-domain></jboss-web>, mine",
    "<jboss-web><security-domain>java:/jaas/old</security-domain></jboss-web>, old"
  })
  void jndiPrefixOfTheDomainIsRemoved(String descriptor, String domain) throws Exception {
    assertThat(
            JbossWebXml.securityDomain(
                new ByteArrayInputStream(descriptor.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(domain);
  }
}
