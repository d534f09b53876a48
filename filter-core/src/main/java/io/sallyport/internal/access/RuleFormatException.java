package io.sallyport.internal.access;

import java.util.List;

/** Patterns or rules that cannot be used; one sentence each, for the deployer. */
public final class RuleFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  RuleFormatException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each begins with the place, such as {@code line 2: ...}. */
  public List<String> problems() {
    return problems;
  }
}
