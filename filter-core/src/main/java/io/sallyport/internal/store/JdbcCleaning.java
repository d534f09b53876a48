package io.sallyport.internal.store;

import io.sallyport.spi.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Deletes expired rows as part of some changes, without a thread of its own. Each cleaning deletes
 * a limited number of rows of one table, because a caller is waiting.
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

  private static final int INTERVAL = 256;
  // More than can have been added since the last cleaning of a table, so that cleaning catches up.
  private static final int MAX_ROWS = 2000;

  private final JdbcCalls database;
  private final Clock clock;
  private final AtomicInteger changes = new AtomicInteger();

  JdbcCleaning(JdbcCalls database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Called for each change. */
  void inPassing() {
    int change = changes.incrementAndGet();
    if (change % INTERVAL == 0) {
      clean(TABLES[Math.floorMod(change / INTERVAL, TABLES.length)]);
    }
  }

  // Attempts need no margin: a clock that is set back makes nothing valid again.
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
                  + MAX_ROWS,
              over);
      database.update(
          "DELETE FROM " + table + " WHERE until_ms < ?",
          beyond.isEmpty() ? over : beyond.get(0) + 1);
    } catch (StoreUnavailableException e) {
      // Expired rows can wait until the next cleaning. The caller's own operation has succeeded.
      LOGGER.log(Level.DEBUG, "cleanup failed: table={0} reason={1}", table, e.getMessage());
    }
  }
}
