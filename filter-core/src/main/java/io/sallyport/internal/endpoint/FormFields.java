package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.http.Parts;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Fields of an {@code application/x-www-form-urlencoded} body (WHATWG URL, 5.1). Parsed here, since
 * {@code getParameter} mixes the query string in and takes a doubled field's first value.
 */
final class FormFields {

  private FormFields() {}

  /**
   * Every field once.
   *
   * @throws RejectedLoginException if a field is doubled or wrongly encoded
   */
  static Map<String, String> parse(byte[] body) throws RejectedLoginException {
    Map<String, String> fields = new HashMap<>();
    for (String pair : Parts.of(text(body), '&')) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (fields.put(name, value) != null) {
          throw new RejectedLoginException(Rejection.MALFORMED_LOGIN);
        }
      }
    }
    return fields;
  }

  private static String text(byte[] body) throws RejectedLoginException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new RejectedLoginException(Rejection.MALFORMED_LOGIN);
    }
  }

  private static String decode(String encoded) throws RejectedLoginException {
    try {
      String decoded = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
      // The decoder replaces what is not UTF-8: a password would no longer be the one received.
      if (decoded.indexOf('\uFFFD') >= 0) {
        throw new RejectedLoginException(Rejection.MALFORMED_LOGIN);
      }
      return decoded;
    } catch (IllegalArgumentException e) {
      throw new RejectedLoginException(Rejection.MALFORMED_LOGIN);
    }
  }
}
