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
 * Parses the fields of an {@code application/x-www-form-urlencoded} body (WHATWG URL, 5.1). {@code
 * getParameter} is not used, because it also reads the query string and accepts duplicate fields.
 */
final class FormFields {

  private FormFields() {}

  /**
   * Parses the fields.
   *
   * @throws RejectedBodyException if a field is duplicate or wrongly encoded
   */
  static Map<String, String> parse(byte[] body) throws RejectedBodyException {
    Map<String, String> fields = new HashMap<>();
    for (String pair : Parts.of(text(body), '&')) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (fields.put(name, value) != null) {
          throw new RejectedBodyException(Rejection.MALFORMED_LOGIN);
        }
      }
    }
    return fields;
  }

  private static String text(byte[] body) throws RejectedBodyException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new RejectedBodyException(Rejection.MALFORMED_LOGIN);
    }
  }

  private static String decode(String encoded) throws RejectedBodyException {
    try {
      String decoded = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
      // The decoder replaces invalid UTF-8, which would change a password.
      if (decoded.indexOf('\uFFFD') >= 0) {
        throw new RejectedBodyException(Rejection.MALFORMED_LOGIN);
      }
      return decoded;
    } catch (IllegalArgumentException e) {
      throw new RejectedBodyException(Rejection.MALFORMED_LOGIN);
    }
  }
}
