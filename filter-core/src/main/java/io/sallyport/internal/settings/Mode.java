package io.sallyport.internal.settings;

/** The credentials that {@code auth.mode} accepts. */
public enum Mode {
  /** Sessions only. */
  SESSION("session"),
  /** Tokens only. */
  JWT("jwt"),
  /** Sessions and tokens. */
  BOTH("both");

  private final String word;

  Mode(String word) {
    this.word = word;
  }

  /** The mode of a valid value; {@link #BOTH} for a missing one, which is reported elsewhere. */
  static Mode of(String word) {
    for (Mode mode : values()) {
      if (mode.word.equals(word)) {
        return mode;
      }
    }
    return BOTH;
  }

  /** Whether a session authenticates its caller. */
  public boolean hasSessions() {
    return this != JWT;
  }

  /** Whether a token authenticates its caller. */
  public boolean hasTokens() {
    return this != SESSION;
  }

  /** The value in web.xml. */
  @Override
  public String toString() {
    return word;
  }
}
