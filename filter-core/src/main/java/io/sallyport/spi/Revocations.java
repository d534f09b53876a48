package io.sallyport.spi;

import java.util.Collection;
import java.util.List;

/** One page of revocations, with the cursor of the next page. */
public final class Revocations {

  private final List<Revocation> entries;
  private final String cursor;
  private final boolean more;

  private Revocations(Collection<Revocation> entries, String cursor, boolean more) {
    this.entries = List.copyOf(entries);
    this.cursor = cursor;
    this.more = more;
  }

  /**
   * Creates a page after which nothing is left to read at present.
   *
   * @param cursor for the next call; the store chooses its form
   */
  public static Revocations of(Collection<Revocation> entries, String cursor) {
    return new Revocations(entries, cursor, false);
  }

  /**
   * Creates a page that is followed by another one, which can be read at once.
   *
   * @param cursor for the next call; the store chooses its form
   */
  public static Revocations continued(Collection<Revocation> entries, String cursor) {
    return new Revocations(entries, cursor, true);
  }

  /**
   * Creates the answer to a cursor that the store cannot continue from, because it lost entries or
   * was restored from an older copy. The caller reads everything again.
   */
  public static Revocations startAgain() {
    return new Revocations(List.of(), "", true);
  }

  /** The revocations of this page; unmodifiable, in no particular order. */
  public List<Revocation> entries() {
    return entries;
  }

  /** The cursor for the next call; empty if everything must be read again. */
  public String cursor() {
    return cursor;
  }

  /** Whether another page can be read at once. */
  public boolean hasMore() {
    return more;
  }
}
