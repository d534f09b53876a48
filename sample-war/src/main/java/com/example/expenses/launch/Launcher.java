package com.example.expenses.launch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * {@code java -jar expenses.war}: unpacks the Jetty from the WAR and starts it in a class loader of
 * its own, as a server does.
 */
public final class Launcher {

  private static final String JETTY = "WEB-INF/jetty/";

  private Launcher() {}

  /** Starts the server; {@code --port N}, or {@code --port 0} for any free port. */
  public static void main(String[] arguments) throws Exception {
    try {
      Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
    Path war = ownFile();
    Path work = Files.createTempDirectory("expenses-");
    AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop.get(), work)));
    URLClassLoader server =
        new URLClassLoader(
            unpack(war, work).toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(server);
    stop.set(start(server, war, work, arguments));
  }

  private static Runnable start(ClassLoader server, Path war, Path work, String... arguments)
      throws Exception {
    try {
      return (Runnable)
          server
              .loadClass("com.example.expenses.launch.JettyServer")
              .getMethod("start", Path.class, Path.class, String[].class)
              .invoke(null, war, work, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
    }
  }

  private static Path ownFile() throws URISyntaxException {
    return Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static List<URL> unpack(Path war, Path work) throws IOException {
    Path jars = Files.createDirectory(work.resolve("jetty"));
    List<URL> urls = new ArrayList<>();
    urls.add(war.toUri().toURL());
    String driver = Options.parse().driver();
    if (!driver.isEmpty()) {
      urls.add(Path.of(driver).toUri().toURL());
    }
    try (JarFile file = new JarFile(war.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        String name = entry.getName();
        if (name.startsWith(JETTY) && name.endsWith(".jar")) {
          Path jar = jars.resolve(new File(name).getName());
          try (InputStream in = file.getInputStream(entry)) {
            Files.copy(in, jar);
          }
          urls.add(jar.toUri().toURL());
        }
      }
    }
    return urls;
  }

  // In this order: a server that is still stopping uses the files that are deleted next.
  private static void end(Runnable stop, Path work) {
    try {
      stop.run();
    } finally {
      delete(work);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      // A temporary folder that remains is not reported at the end.
      return;
    }
  }
}
