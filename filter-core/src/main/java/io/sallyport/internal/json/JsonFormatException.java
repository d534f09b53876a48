package io.sallyport.internal.json;

/** A text is not valid strict JSON. The message names the rule and has no part of the text. */
public final class JsonFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  JsonFormatException(String rule) {
    // Clients can cause it, and a stack trace would cost more than parsing.
    super(rule, null, false, false);
  }
}
