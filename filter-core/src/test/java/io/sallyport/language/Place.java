package io.sallyport.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files that are read, and the part of each that counts. */
final class Place {

  private static final Path ROOT = Path.of("..");

  private final Path folder;
  private final String glob;
  private final UnaryOperator<String> part;
  private final String name;
  private final List<String> excluded;

  private Place(
      Path folder, String glob, UnaryOperator<String> part, String name, List<String> excluded) {
    this.folder = folder;
    this.glob = glob;
    this.part = part;
    this.name = name;
    this.excluded = excluded;
  }

  private static Place of(String folder, String glob, UnaryOperator<String> part, String name) {
    return new Place(
        ROOT.resolve(folder), glob, part, name + " of " + folder + "/" + glob, List.of());
  }

  /** Everything in the files. */
  static Place text(String folder, String glob) {
    return of(folder, glob, text -> text, "text");
  }

  /** The string literals of Java files: messages and log lines. */
  static Place strings(String folder, String glob) {
    return of(folder, glob, source -> JavaText.of(source).strings(), "strings");
  }

  /** The javadoc and the comments of Java files. */
  static Place comments(String folder, String glob) {
    return of(folder, glob, source -> JavaText.of(source).comments(), "comments");
  }

  /** The same place without the files whose path below the folder begins so. */
  Place without(String... prefixes) {
    return new Place(folder, glob, part, name, List.of(prefixes));
  }

  List<Path> files() throws IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    int depth =
        glob.contains("**")
            ? Integer.MAX_VALUE
            : 1 + (int) glob.chars().filter(c -> c == '/').count();
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(file -> matcher.matches(folder.relativize(file)))
          .filter(
              file -> excluded.stream().noneMatch(folder.relativize(file).toString()::startsWith))
          .filter(Files::isRegularFile)
          .sorted()
          .collect(Collectors.toList());
    }
  }

  String read(Path file) {
    try {
      return part.apply(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
