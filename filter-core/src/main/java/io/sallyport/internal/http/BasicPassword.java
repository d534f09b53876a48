package io.sallyport.internal.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Name and password of a Basic credential (RFC 7617), not verified. */
public final class BasicPassword {

  // Longer than any that a login accepts.
  private static final int MAX_LENGTH = 4096;

  private final String name;
  private final String password;

  private BasicPassword(String name, String password) {
    this.name = name;
    this.password = password;
  }

  static Optional<BasicPassword> parse(String base64) {
    if (base64.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      String pair = text(Base64.getDecoder().decode(base64));
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new BasicPassword(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  // UTF-8 as RFC 7617 recommends. Old browsers send ISO 8859-1.
  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  public String name() {
    return name;
  }

  public String password() {
    return password;
  }

  /** Shows neither. */
  @Override
  public String toString() {
    return "BasicPassword";
  }
}
