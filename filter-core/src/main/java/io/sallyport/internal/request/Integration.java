package io.sallyport.internal.request;

import java.util.Optional;

/** The ways into the application, as {@code auth.integration} names them. */
public enum Integration {
  /** A filter of web.xml: acts behind the container's own constraints. */
  FILTER("filter"),
  /** A mechanism of Jakarta Security: the container asks a CDI bean. */
  MECHANISM("mechanism"),
  /** A module of Jakarta Authentication: the container asks it, without CDI. */
  CONTAINER("container");

  /** The context parameter that chooses. */
  public static final String PARAMETER = "auth.integration";

  private final String word;

  Integration(String word) {
    this.word = word;
  }

  public static Optional<Integration> of(String word) {
    for (Integration door : values()) {
      if (door.word.equals(word.trim())) {
        return Optional.of(door);
      }
    }
    return Optional.empty();
  }

  public String word() {
    return word;
  }

  /** Whether the container itself learns who calls, and its constraints decide. */
  public boolean isContainerWide() {
    return this != FILTER;
  }
}
