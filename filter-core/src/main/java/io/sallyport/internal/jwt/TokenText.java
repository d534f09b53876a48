package io.sallyport.internal.jwt;

/** The text of a token as somebody sent it. Nothing about it is known yet, and it is secret. */
public final class TokenText {

  private final String text;

  private TokenText(String text) {
    this.text = text;
  }

  public static TokenText of(String text) {
    return new TokenText(text);
  }

  String text() {
    return text;
  }

  /** The length only: whoever reads a token can use it. */
  @Override
  public String toString() {
    return "TokenText[" + text.length() + " chars]";
  }
}
