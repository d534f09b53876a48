package io.sallyport.internal.revocation;

import io.sallyport.internal.background.Background;
import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.TokenStore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the store's revocations into the copy, page by page. After the start, and after the store
 * lost data, it reads everything, then only what is new. At an interval it also sweeps: it reads
 * everything once more, one page at each read, in case a read missed something. What this node has
 * and the store has lost is written to the store again. Used by one thread at a time, unless a
 * method says otherwise.
 */
final class RevocationReader {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  // The next read must begin in time.
  private static final Duration READ_TIMEOUT = Duration.ofMillis(300);
  private static final Duration RESTORE_TIMEOUT = Duration.ofMillis(400);
  // Between two sweeps, for each page. By time and not by number of reads: a client can cause reads
  // by sending unknown session ids.
  private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);
  private static final int MAX_SWEEP_INTERVALS = 30;

  private final TokenStore store;
  private final Background background;
  private final RevocationCopy copy;
  private final Object lock = new Object();

  private String tail = "";
  private boolean loading = true;
  private @Nullable String sweep;
  private int sweepPages;
  private long sweepAt;
  private List<RevokedEntry> lost = List.of();

  // Guarded by the lock where they are written.
  private boolean skipped;
  private volatile boolean complete;

  RevocationReader(TokenStore store, Background background, RevocationCopy copy) {
    this.store = store;
    this.background = background;
    this.copy = copy;
    copy.beginPass();
  }

  /** Whether the copy has everything that the store had at the last read. For any thread. */
  boolean isComplete() {
    return complete;
  }

  /** Adds what the store has. For any thread. */
  void add(Revocation stored) {
    if (!copy.add(stored)) {
      synchronized (lock) {
        if (!skipped) {
          LOGGER.log(
              Level.WARNING,
              "revocation list too long: auth.store.max-revocations="
                  + copy.maxEntries()
                  + "; each request with a token or session queries the store until it is shorter");
        }
        skipped = true;
        complete = false;
      }
    }
  }

  /**
   * Reads what is new, until a timeout.
   *
   * @return whether everything was read
   */
  boolean read() {
    long began = background.nanoTime();
    do {
      Revocations page = store.revocationsSince(tail);
      page.entries().forEach(this::add);
      tail = page.cursor();
      if (tail.isEmpty()) {
        beginAgain();
      }
      if (!page.hasMore()) {
        if (loading) {
          loading = false;
          endPass(0);
        }
        return true;
      }
    } while (background.nanoTime() - began < READ_TIMEOUT.toNanos());
    return false;
  }

  // The copy is incomplete until the end is reached: another node may have written meanwhile.
  private void beginAgain() {
    loading = true;
    sweep = null;
    beginPass();
    synchronized (lock) {
      complete = false;
    }
  }

  private void beginPass() {
    copy.beginPass();
    synchronized (lock) {
      skipped = false;
    }
  }

  private void endPass(int pages) {
    lost = copy.notSeen();
    copy.removeExpired();
    sweepAt =
        background.nanoTime()
            + SWEEP_INTERVAL.multipliedBy(1 + Math.min(MAX_SWEEP_INTERVALS, pages)).toNanos();
    synchronized (lock) {
      complete = !skipped;
    }
  }

  /** Reads one more page of a sweep, if one is due. */
  void sweep(boolean now) {
    if (loading || (sweep == null && !now && background.nanoTime() < sweepAt)) {
      return;
    }
    String from = sweep;
    if (from == null) {
      from = "";
      sweepPages = 0;
      beginPass();
    }
    Revocations page = store.revocationsSince(from);
    page.entries().forEach(this::add);
    sweepPages++;
    if (!page.hasMore()) {
      sweep = null;
      endPass(sweepPages - 1);
    } else {
      // The store has lost its data. The next read detects that by its own cursor.
      sweep = page.cursor().isEmpty() ? null : page.cursor();
    }
  }

  /** Writes to the store what it has lost, until a timeout. */
  void restore(long began) {
    int done = 0;
    while (done < lost.size() && background.nanoTime() - began <= RESTORE_TIMEOUT.toNanos()) {
      store.revoke(lost.get(done).revocation());
      done++;
    }
    lost = done == 0 ? lost : List.copyOf(lost.subList(done, lost.size()));
  }
}
