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

/** The one folder that a server may write to; its home is shared and stays as it was unpacked. */
final class ServerFolder {

  private final Path root;

  private ServerFolder(Path root) {
    this.root = root;
  }

  /** Empty: nothing of an earlier run is found in it. */
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

  /** As an earlier start left it: the same server once more. */
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

  /** A copy of the server's own folder, to be changed. */
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

  /** The application as one file, which is what deployers hand to a server. */
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

  /** What {@link ServerLife#applications} calls by a context path, by its folder's name. */
  static String name(String contextPath) {
    return contextPath.isEmpty() ? "ROOT" : contextPath.substring(1);
  }

  /** A port that nobody listened on a moment ago: servers cannot say which one they chose. */
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
