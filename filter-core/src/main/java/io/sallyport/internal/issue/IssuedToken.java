package io.sallyport.internal.issue;

import java.time.Duration;

/** An access token that we issued. It is a secret of its caller. */
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
