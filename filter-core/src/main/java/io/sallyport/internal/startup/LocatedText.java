package io.sallyport.internal.startup;

import io.sallyport.internal.key.KeyDocument;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads text from a location that a setting names, such as a key or a users file. */
final class LocatedText {

  private static final int MAX_BYTES = 1024 * 1024;
  private static final String CLASSPATH = "classpath:";

  private LocatedText() {}

  /** The text at the location, if the setting is set. Text that cannot be read is a problem. */
  static Optional<String> find(Optional<String> location, Setting setting, Problems problems) {
    if (location.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(location.get()));
    } catch (IOException e) {
      problems.add(setting, "\"" + location.get() + "\" cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether the location is a file, which may change while the application runs. */
  static boolean isFile(String location) {
    return location.startsWith("file:") || location.startsWith("/");
  }

  /** The text at a location, as a document that can be read again. */
  static KeyDocument document(String location) {
    return new KeyDocument() {
      @Override
      public String read() throws IOException {
        return LocatedText.read(location);
      }

      @Override
      public String toString() {
        return location;
      }
    };
  }

  /**
   * Reads UTF-8 text from {@code classpath:name}, {@code file:/path}, {@code /path} or, as in
   * MicroProfile JWT, a name on the class path without a prefix.
   *
   * @throws IOException if it does not exist or cannot be read; the message is for the deployer and
   *     contains no part of the text
   */
  static String read(String location) throws IOException {
    try {
      if (location.startsWith("file:")) {
        return file(Path.of(URI.create(location)));
      }
      if (location.startsWith("/")) {
        return file(Path.of(location));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("not a path; use classpath:name, file:/path or /path", e);
    }
    return resource(
        location.startsWith(CLASSPATH) ? location.substring(CLASSPATH.length()) : location);
  }

  private static String file(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return text(in);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new IOException("no such file; create it, or correct the path", e);
    } catch (java.nio.file.AccessDeniedException e) {
      throw new IOException("access denied; allow the server's user to read it", e);
    }
  }

  private static String resource(String name) throws IOException {
    String absolute = name.startsWith("/") ? name.substring(1) : name;
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    ClassLoader applications = loader == null ? LocatedText.class.getClassLoader() : loader;
    try (InputStream in = applications.getResourceAsStream(absolute)) {
      if (in == null) {
        throw new IOException("not on the class path; put it into WEB-INF/classes");
      }
      return text(in);
    }
  }

  private static String text(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("longer than the maximum of 1 MiB; use a shorter file");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
