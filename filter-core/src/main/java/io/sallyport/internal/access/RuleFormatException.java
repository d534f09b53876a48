package io.sallyport.internal.access;

import java.util.List;

/** Invalid patterns or rules, with one sentence for each, for the deployer. */
public final class RuleFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  RuleFormatException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** The problems. Each begins with its place, such as {@code line 2: ...}. */
  public List<String> problems() {
    return problems;
  }
}
