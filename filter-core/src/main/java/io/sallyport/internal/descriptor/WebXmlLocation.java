package io.sallyport.internal.descriptor;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the web.xml of the WAR that contains a class, before there is a {@code ServletContext},
 * because CDI starts first. On Open Liberty the thread's class loader finds it. On other servers it
 * is next to the {@code WEB-INF/lib} or {@code WEB-INF/classes} from which the class was loaded.
 */
public final class WebXmlLocation {

  private static final String WEB_XML = "WEB-INF/web.xml";

  private WebXmlLocation() {}

  /**
   * Reads the descriptor; an empty one if the application has none or it cannot be found.
   *
   * @throws DescriptorException if it is not XML
   */
  public static WebXml readFor(Class<?> inTheWar) throws DescriptorException {
    for (URL candidate : candidates(inTheWar)) {
      Optional<WebXml> found = readAt(candidate);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return WebXml.none();
  }

  private static Optional<WebXml> readAt(URL candidate) throws DescriptorException {
    try (InputStream in = open(candidate)) {
      return Optional.of(WebXml.read(in));
    } catch (IOException e) {
      // Not found: the next candidate is tried.
      return Optional.empty();
    }
  }

  private static List<URL> candidates(Class<?> inTheWar) {
    List<URL> candidates = new ArrayList<>();
    URL own = inTheWar.getResource(inTheWar.getSimpleName() + ".class");
    if (own != null) {
      add(candidates, beside(own.toString()));
    }
    // Tried second, because the jar of a library may contain a file of that name.
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    add(candidates, loader == null ? null : loader.getResource(WEB_XML));
    return candidates;
  }

  /** {@code .../WEB-INF/web.xml} for a class in {@code .../WEB-INF/lib/x.jar}. */
  static @Nullable URL beside(String classLocation) {
    int inf = classLocation.lastIndexOf("/WEB-INF/");
    if (inf < 0) {
      return null;
    }
    String root = classLocation.substring(0, inf + 1);
    // A jar in a folder is "jar:file:/app/WEB-INF/lib/x.jar!/..."; the descriptor is a plain file.
    boolean unpacked = root.startsWith("jar:") && !root.contains("!/");
    try {
      return new URL((unpacked ? root.substring("jar:".length()) : root) + WEB_XML);
    } catch (MalformedURLException e) {
      return null;
    }
  }

  private static void add(List<URL> candidates, @Nullable URL candidate) {
    if (candidate != null) {
      candidates.add(candidate);
    }
  }

  private static InputStream open(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    // A cached jar stays open, and then the application cannot be replaced on Windows.
    connection.setUseCaches(false);
    return connection.getInputStream();
  }
}
