package io.sallyport.internal.access;

import java.util.ArrayList;
import java.util.List;

/** Paths that are excluded from all decisions. {@code /path} does not match {@code /path2}. */
public final class PathExclusions {

  private final PathPattern[] patterns;

  private PathExclusions(List<PathPattern> patterns) {
    this.patterns = patterns.toArray(new PathPattern[0]);
  }

  /** Excludes no path. */
  public static PathExclusions none() {
    return new PathExclusions(List.of());
  }

  /**
   * Patterns by extension, which also exclude responses of a servlet that is mapped to {@code /}.
   */
  public List<String> endings() {
    List<String> endings = new ArrayList<>();
    for (PathPattern pattern : patterns) {
      if (pattern.form() == PathPattern.Form.EXTENSION) {
        endings.add(pattern.toString());
      }
    }
    return endings;
  }

  /**
   * Parses patterns of the Servlet specification.
   *
   * @throws RuleFormatException with a problem for each invalid pattern
   */
  public static PathExclusions parse(List<String> texts) throws RuleFormatException {
    List<PathPattern> patterns = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String text : texts) {
      PathPattern.parse(text)
          .ifPresentOrElse(
              patterns::add,
              () ->
                  problems.add(
                      "\"" + text + "\" is not valid; use /exact, /prefix/*, *.extension or /"));
    }
    if (!problems.isEmpty()) {
      throw new RuleFormatException(problems);
    }
    return new PathExclusions(patterns);
  }

  /** Whether this path, as the container dispatches it, is excluded in all of its readings. */
  public boolean matches(RequestPath path) {
    return matches(path.text(), path.hasPathInfo()) && matches(path.plain(), path.hasPathInfo());
  }

  // The extension says nothing about what a servlet does with its path info.
  private boolean matches(String path, boolean withInfo) {
    for (PathPattern pattern : patterns) {
      boolean used = !withInfo || pattern.form() != PathPattern.Form.EXTENSION;
      if (used && pattern.matches(path)) {
        return true;
      }
    }
    return false;
  }
}
