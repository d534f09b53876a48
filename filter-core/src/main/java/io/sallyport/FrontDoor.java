package io.sallyport;

import java.util.Optional;

/** The ways into the application, as {@code auth.integration} names them. */
enum FrontDoor {
  /** A filter of web.xml: acts behind the container's own constraints. */
  FILTER("filter"),
  /** A mechanism of Jakarta Security: the container asks a CDI bean. */
  MECHANISM("mechanism"),
  /** A module of Jakarta Authentication: the container asks it, without CDI. */
  CONTAINER("container");

  /** The context parameter that chooses. */
  static final String PARAMETER = "auth.integration";

  private final String word;

  FrontDoor(String word) {
    this.word = word;
  }

  static Optional<FrontDoor> of(String word) {
    for (FrontDoor door : values()) {
      if (door.word.equals(word.trim())) {
        return Optional.of(door);
      }
    }
    return Optional.empty();
  }

  String word() {
    return word;
  }

  /** Whether the container itself learns who calls, and its constraints decide. */
  boolean isContainerWide() {
    return this != FILTER;
  }
}
