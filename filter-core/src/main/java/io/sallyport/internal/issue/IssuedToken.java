package io.sallyport.internal.issue;

import java.time.Duration;

/** A token of ours, for its caller and nobody else. */
public final class IssuedToken {

  private final String text;
  private final Duration lifetime;

  IssuedToken(String text, Duration lifetime) {
    this.text = text;
    this.lifetime = lifetime;
  }

  public String text() {
    return text;
  }

  public Duration lifetime() {
    return lifetime;
  }

  /** The length only. */
  @Override
  public String toString() {
    return "IssuedToken[" + text.length() + " chars]";
  }
}
