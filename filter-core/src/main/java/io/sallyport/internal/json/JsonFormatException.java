package io.sallyport.internal.json;

/** A text is not the JSON that we take; says which rule it breaks and nothing of what it holds. */
public final class JsonFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  JsonFormatException(String rule) {
    // Thrown for what strangers send: no stack trace, which would cost more than the parsing.
    super(rule, null, false, false);
  }
}
