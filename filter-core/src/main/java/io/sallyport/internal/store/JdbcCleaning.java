package io.sallyport.internal.store;

import io.sallyport.spi.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Deletes what is over, now and then, in passing: no thread for it. One table at a time and not too
 * many rows, since somebody waits for something else.
 */
final class JdbcCleaning {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  /** How far the clock of a node may be set back. */
  private static final Duration MARGIN = Duration.ofHours(2);

  private static final String[] TABLES = {
    "sallyport_revoked_key",
    "sallyport_used_token",
    "sallyport_token_family",
    "sallyport_login_attempt",
    "sallyport_session"
  };

  private static final int EVERY = 256;
  // More than can have come since it was this table's turn, so that it catches up.
  private static final int MOST_ROWS = 2000;

  private final JdbcCalls database;
  private final Clock clock;
  private final AtomicInteger changes = new AtomicInteger();

  JdbcCleaning(JdbcCalls database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** To be told of each change. */
  void inPassing() {
    int change = changes.incrementAndGet();
    if (change % EVERY == 0) {
      clean(TABLES[Math.floorMod(change / EVERY, TABLES.length)]);
    }
  }

  // Attempts are counted by a window that a clock may shorten; nothing comes to life by it.
  private Duration margin(String table) {
    return table.equals("sallyport_login_attempt") ? Duration.ZERO : MARGIN;
  }

  private void clean(String table) {
    long over = clock.instant().minus(margin(table)).toEpochMilli();
    try {
      List<Long> beyond =
          database.query(
              row -> row.getLong(1),
              "SELECT until_ms FROM "
                  + table
                  + " WHERE until_ms < ? ORDER BY until_ms LIMIT 1 OFFSET "
                  + MOST_ROWS,
              over);
      database.update(
          "DELETE FROM " + table + " WHERE until_ms < ?",
          beyond.isEmpty() ? over : beyond.get(0) + 1);
    } catch (StoreUnavailableException e) {
      // What is over may lie there until next time; whoever waits is told of their own matter.
      LOGGER.log(Level.DEBUG, "cleanup failed: table={0} reason={1}", table, e.getMessage());
    }
  }
}
