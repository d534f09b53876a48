package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;

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

  void checkLength(int most) throws RejectedTokenException {
    if (text.length() > most) {
      throw new RejectedTokenException(
          Rejection.TOKEN_TOO_LONG, text.length() + " characters, allowed " + most);
    }
  }

  /** The length only: whoever reads a token can use it. */
  @Override
  public String toString() {
    return "TokenText[" + text.length() + " chars]";
  }
}
