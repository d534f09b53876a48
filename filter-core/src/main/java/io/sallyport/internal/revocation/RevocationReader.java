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
 * Brings the copy up to date, page by page. After the start, and when the store lost something, it
 * reads everything; afterwards only what is new. Now and then it also reads everything once more
 * beside that, one page with each look, in case a look missed something. One thread uses it at a
 * time, except where methods say otherwise.
 */
final class RevocationReader {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  // How long a look may read, and write back; the next one must begin in time.
  private static final Duration READING = Duration.ofMillis(300);
  private static final Duration RESTORING = Duration.ofMillis(400);
  // Between two readings of everything, for each page of it. By time: anybody can have looks made
  // by naming sessions that are not there.
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final int MOST_PAUSES = 30;

  private final TokenStore store;
  private final Background background;
  private final RevocationCopy copy;
  private final int most;
  private final Object room = new Object();

  private String tail = "";
  private boolean loading = true;
  private @Nullable String sweep;
  private int sweepPages;
  private long sweepAt;
  private List<RevokedEntry> lost = List.of();

  // These two are guarded by "room" where they are written.
  private boolean skipped;
  private volatile boolean complete;

  RevocationReader(TokenStore store, Background background, RevocationCopy copy, int most) {
    this.store = store;
    this.background = background;
    this.copy = copy;
    this.most = most;
    copy.beginPass();
  }

  /** Whether the copy holds everything that the store held at the last look. For any thread. */
  boolean isComplete() {
    return complete;
  }

  /** Adds what the store holds. For any thread. */
  void add(Revocation stored) {
    if (!copy.add(stored)) {
      synchronized (room) {
        if (!skipped) {
          LOGGER.log(
              Level.WARNING,
              "the revocation list is longer than auth.store.max-revocations="
                  + most
                  + ": each request with a token or session asks the store until it is shorter");
        }
        skipped = true;
        complete = false;
      }
    }
  }

  /**
   * Reads what is new, for a while.
   *
   * @return whether all of it was read
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
    } while (background.nanoTime() - began < READING.toNanos());
    return false;
  }

  // Until its end is reached the store is asked: another node may have written to it meanwhile.
  private void beginAgain() {
    loading = true;
    sweep = null;
    beginPass();
    synchronized (room) {
      complete = false;
    }
  }

  private void beginPass() {
    copy.beginPass();
    synchronized (room) {
      skipped = false;
    }
  }

  private void endPass(int pages) {
    lost = copy.notSeen();
    copy.forgetWhatIsOver();
    sweepAt =
        background.nanoTime() + AGAIN.multipliedBy(1 + Math.min(MOST_PAUSES, pages)).toNanos();
    synchronized (room) {
      complete = !skipped;
    }
  }

  /** Reads one more page of everything, if it is time for that. */
  void sweep(boolean atOnce) {
    if (loading || (sweep == null && !atOnce && background.nanoTime() < sweepAt)) {
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
      // The store begins again: the next look finds that out by its own cursor.
      sweep = page.cursor().isEmpty() ? null : page.cursor();
    }
  }

  /** Writes to the store what it has lost, for a while. */
  void restore(long began) {
    int done = 0;
    while (done < lost.size() && background.nanoTime() - began <= RESTORING.toNanos()) {
      store.revoke(lost.get(done).revocation());
      done++;
    }
    lost = done == 0 ? lost : List.copyOf(lost.subList(done, lost.size()));
  }
}
