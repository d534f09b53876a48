package io.sallyport.internal.http;

import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A media type, or an entry of {@code Accept} (RFC 9110, 8.3.1 and 12.5.1), without parameters. */
public final class MediaRange {

  private final String type;
  private final boolean excluded;

  private MediaRange(String type, boolean excluded) {
    this.type = type;
    this.excluded = excluded;
  }

  /** Parses the value of a header; the type is empty if the header is missing. */
  public static MediaRange of(@Nullable String value) {
    Iterator<String> parts = Parts.of(value == null ? "" : value, ';').iterator();
    String type = bare(parts.next());
    boolean excluded = false;
    while (parts.hasNext()) {
      excluded |= isZeroWeight(bare(parts.next()));
    }
    return new MediaRange(type, excluded);
  }

  private static String bare(String part) {
    return part.trim().toLowerCase(Locale.ROOT);
  }

  // "q=0" with up to three zeroes after a dot means not acceptable (RFC 9110, 12.4.2).
  private static boolean isZeroWeight(String parameter) {
    if (!parameter.startsWith("q=0") || parameter.length() > "q=0.000".length()) {
      return false;
    }
    String fraction = parameter.substring("q=0".length());
    return fraction.isEmpty() || ".000".startsWith(fraction);
  }

  /** The type in lower case, without parameters; empty if there is none. */
  public String type() {
    return type;
  }

  /** Whether the client does not accept this type ({@code q=0}). */
  public boolean isExcluded() {
    return excluded;
  }
}
