package io.sallyport.internal.access;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Normalizes a path completely: percent escapes decoded, path parameters removed, backslashes
 * replaced by slashes, repeated slashes joined. Servers, and servlets that read their path info,
 * stop at different steps of this. A rule must also hold for the last one.
 */
final class PlainPath {

  /** A regular path is plain after one pass, a path with an escaped percent sign after two. */
  private static final int MAXIMUM_PASSES = 4;

  private PlainPath() {}

  static String of(String path) {
    return of(path, StandardCharsets.UTF_8);
  }

  /** The same, for escapes in another character set. */
  static String of(String path, Charset charset) {
    String plain = path;
    for (int pass = 0; pass < MAXIMUM_PASSES && !isPlain(plain); pass++) {
      String next = joinSlashes(decode(removeParameters(plain), charset));
      if (next.equals(plain)) {
        return next;
      }
      plain = next;
    }
    return plain;
  }

  /** Whether the path has only one reading. */
  static boolean isPlain(String path) {
    char before = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%' || c == ';' || c == '\\' || (c == '/' && before == '/')) {
        return false;
      }
      before = c;
    }
    return true;
  }

  private static String removeParameters(String path) {
    if (path.indexOf(';') < 0) {
      return path;
    }
    StringBuilder kept = new StringBuilder(path.length());
    boolean inParameter = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      inParameter = c == ';' || (inParameter && c != '/');
      if (!inParameter) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  private static String decode(String path, Charset charset) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    StringBuilder decoded = new StringBuilder(path.length());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < path.length()) {
      int value = escapeAt(path, at);
      if (value >= 0) {
        bytes.write(value);
        at += 3;
        continue;
      }
      flush(bytes, decoded, charset);
      decoded.append(path.charAt(at));
      at++;
    }
    flush(bytes, decoded, charset);
    return decoded.toString();
  }

  private static int escapeAt(String path, int at) {
    if (path.charAt(at) != '%' || at + 2 >= path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static void flush(ByteArrayOutputStream bytes, StringBuilder decoded, Charset charset) {
    if (bytes.size() > 0) {
      decoded.append(bytes.toString(charset));
      bytes.reset();
    }
  }

  private static String joinSlashes(String path) {
    StringBuilder joined = new StringBuilder(path.length());
    char before = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i) == '\\' ? '/' : path.charAt(i);
      if (c != '/' || before != '/') {
        joined.append(c);
      }
      before = c;
    }
    return joined.toString();
  }
}
