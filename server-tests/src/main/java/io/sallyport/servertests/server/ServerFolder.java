package io.sallyport.servertests.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The only folder to which a server writes. Its home folder is shared and never changed. */
final class ServerFolder {

  private final Path root;

  private ServerFolder(Path root) {
    this.root = root;
  }

  /** Returns the folder after deleting its files of earlier runs. */
  static ServerFolder emptied(Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    if (Files.exists(root)) {
      for (Path file : walk(root, Comparator.reverseOrder())) {
        Files.delete(file);
      }
    }
    Files.createDirectories(root);
    return new ServerFolder(root);
  }

  /** Returns the folder with its files, for another start of the same server. */
  static ServerFolder kept(Path folder) throws IOException {
    return new ServerFolder(Files.createDirectories(folder.toAbsolutePath().normalize()));
  }

  Path path(String name) {
    return root.resolve(name);
  }

  Path folder(String name) throws IOException {
    return Files.createDirectories(path(name));
  }

  Path write(String name, String text) throws IOException {
    Files.createDirectories(path(name).getParent());
    return Files.writeString(path(name), text);
  }

  /** Copies a folder of the server, so that the copy can be changed. */
  Path copy(Path from, String name) throws IOException {
    for (Path file : walk(from, Comparator.naturalOrder())) {
      Path target = path(name).resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target);
      }
    }
    return path(name);
  }

  /** Writes the application as a WAR file. */
  Path war(Path content, String name) throws IOException {
    Path war = path(name);
    Files.createDirectories(war.getParent());
    if (!Files.isDirectory(content)) {
      return Files.copy(content, war);
    }
    try (OutputStream file = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Path entry : walk(content, Comparator.naturalOrder())) {
        if (Files.isRegularFile(entry)) {
          zip.putNextEntry(new ZipEntry(content.relativize(entry).toString().replace('\\', '/')));
          Files.copy(entry, zip);
          zip.closeEntry();
        }
      }
    }
    return war;
  }

  /** Converts a context path of {@link ServerLife#applications} to the name of its folder. */
  static String name(String contextPath) {
    return contextPath.isEmpty() ? "ROOT" : contextPath.substring(1);
  }

  /** Returns a port that is free now: servers do not report which port they chose. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<Path> walk(Path folder, Comparator<Path> order) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted(order).collect(Collectors.toList());
    }
  }
}
