package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;

/** The unverified text of a token, as a client sent it. It is secret. */
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

  void checkLength(int maxLength) throws RejectedTokenException {
    if (text.length() > maxLength) {
      throw new RejectedTokenException(
          Rejection.TOKEN_TOO_LONG, text.length() + " characters, allowed " + maxLength);
    }
  }

  /** The length only, since a token is a secret. */
  @Override
  public String toString() {
    return "TokenText[" + text.length() + " chars]";
  }
}
