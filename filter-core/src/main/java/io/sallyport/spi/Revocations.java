package io.sallyport.spi;

import java.util.Collection;
import java.util.List;

/** Some revocations, and where to go on from. */
public final class Revocations {

  private final List<Revocation> entries;
  private final String cursor;

  private Revocations(Collection<Revocation> entries, String cursor) {
    this.entries = List.copyOf(entries);
    this.cursor = cursor;
  }

  /**
   * A page.
   *
   * @param cursor for the next call; whatever the store wants to be told then
   */
  public static Revocations of(Collection<Revocation> entries, String cursor) {
    return new Revocations(entries, cursor);
  }

  /** Unmodifiable; in no order. */
  public List<Revocation> entries() {
    return entries;
  }

  public String cursor() {
    return cursor;
  }
}
