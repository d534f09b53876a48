package io.sallyport.spi;

import java.util.Collection;
import java.util.List;

/** One page of revocations, and where the next one begins. */
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
   * The last page for now.
   *
   * @param cursor for the next call; the store chooses its form
   */
  public static Revocations of(Collection<Revocation> entries, String cursor) {
    return new Revocations(entries, cursor, false);
  }

  /**
   * A page that is followed by another one, which can be read at once.
   *
   * @param cursor for the next call; the store chooses its form
   */
  public static Revocations continued(Collection<Revocation> entries, String cursor) {
    return new Revocations(entries, cursor, true);
  }

  /**
   * The answer to a cursor that the store cannot continue from, since it lost entries or was
   * restored from an older copy. The caller reads everything again.
   */
  public static Revocations startAgain() {
    return new Revocations(List.of(), "", true);
  }

  /** Unmodifiable; in no order. */
  public List<Revocation> entries() {
    return entries;
  }

  /** For the next call. Empty if everything must be read again. */
  public String cursor() {
    return cursor;
  }

  /** Whether more entries are there already. */
  public boolean hasMore() {
    return more;
  }
}
