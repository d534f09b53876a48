package io.sallyport.internal.request;

import java.util.Optional;

/** The integrations that {@code auth.integration} selects. */
public enum Integration {
  /** A filter of web.xml, which runs after the container's own constraints. */
  FILTER("filter"),
  /** A Jakarta Security mechanism: the container calls a CDI bean. */
  MECHANISM("mechanism"),
  /** A Jakarta Authentication module, which the container calls without CDI. */
  CONTAINER("container");

  /** The context parameter that selects the integration. */
  public static final String PARAMETER = "auth.integration";

  private final String word;

  Integration(String word) {
    this.word = word;
  }

  public static Optional<Integration> of(String word) {
    for (Integration integration : values()) {
      if (integration.word.equals(word.trim())) {
        return Optional.of(integration);
      }
    }
    return Optional.empty();
  }

  public String word() {
    return word;
  }

  /** Returns whether the container has the caller, so that its own constraints apply. */
  public boolean isContainerWide() {
    return this != FILTER;
  }
}
