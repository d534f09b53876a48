package io.sallyport.internal.store;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Stores the revocations of one node, numbered in the order of their last change. */
final class MemoryRevocations {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");
  private static final int PAGE = 10_000;

  private final int maximum;
  private final TreeMap<Long, Numbered> byNumber = new TreeMap<>();
  private final ExpiringMap<Numbered> byKey = new ExpiringMap<>(this::drop);
  private long number;
  private boolean full;

  MemoryRevocations(int maximum) {
    this.maximum = maximum;
  }

  private void drop(Numbered entry) {
    byNumber.remove(entry.number);
  }

  // Beyond the maximum no older revocation is dropped; the new one is rejected.
  void revoke(Revocation revocation, long over) {
    byKey.dropSome(over);
    Numbered before = byKey.get(revocation.key());
    Revocation raised = before == null ? revocation : raised(before.revocation, revocation);
    if (before != null && before.revocation.equals(raised)) {
      return;
    }
    requireRoom(before);
    if (before != null) {
      drop(before);
    }
    number++;
    Numbered entry = new Numbered(number, raised);
    byKey.put(raised.key(), entry, raised.until().toEpochMilli());
    byNumber.put(number, entry);
  }

  private void requireRoom(@Nullable Numbered before) {
    boolean wasFull = full;
    full = before == null && byKey.size() >= maximum;
    if (full && !wasFull) {
      LOGGER.log(
          Level.ERROR,
          "revocation list is full: auth.store.max-revocations="
              + maximum
              + "; logouts get 503 until entries expire; raise the setting, or use auth.store=jdbc"
              + " or redis");
    }
    if (full) {
      throw new StoreUnavailableException("revocation list is full");
    }
  }

  private static Revocation raised(Revocation one, Revocation other) {
    return Revocation.of(
        one.key(),
        one.before().isAfter(other.before()) ? one.before() : other.before(),
        one.until().isAfter(other.until()) ? one.until() : other.until());
  }

  // The cursor is the number of the last revocation that was read.
  Revocations since(String cursor) {
    long seen = cursor.isEmpty() ? 0 : Long.parseLong(cursor);
    if (seen > number) {
      return Revocations.startAgain();
    }
    List<Revocation> page = new ArrayList<>();
    for (Numbered entry : byNumber.tailMap(seen, false).values()) {
      if (page.size() == PAGE) {
        return Revocations.continued(page, String.valueOf(seen));
      }
      page.add(entry.revocation);
      seen = entry.number;
    }
    return Revocations.of(page, String.valueOf(number));
  }

  List<Revocation> find(List<String> keys) {
    List<Revocation> found = new ArrayList<>();
    for (String key : keys) {
      Numbered entry = byKey.get(key);
      if (entry != null) {
        found.add(entry.revocation);
      }
    }
    return found;
  }

  private static final class Numbered {

    private final long number;
    private final Revocation revocation;

    private Numbered(long number, Revocation revocation) {
      this.number = number;
      this.revocation = revocation;
    }
  }
}
