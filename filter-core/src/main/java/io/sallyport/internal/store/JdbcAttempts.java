package io.sallyport.internal.store;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Counts attempts in a table. A key has a row of its own; beyond {@link AttemptBound} it shares
 * one. A key that gets its own row begins with the shared count of all nodes.
 */
final class JdbcAttempts {

  private static final int MAX_TRIES = 10;
  private static final String ADD =
      "UPDATE sallyport_login_attempt SET attempts = attempts + 1 WHERE attempt_key = ? AND"
          + " until_ms > ?";
  private static final String INSERT =
      "INSERT INTO sallyport_login_attempt (attempt_key, attempts, until_ms) VALUES (?, ?, ?)";

  private final JdbcCalls database;
  private final Clock clock;
  private final AttemptBound bound;

  JdbcAttempts(JdbcCalls database, Clock clock, AttemptBound bound) {
    this.database = database;
    this.clock = clock;
    this.bound = bound;
  }

  // The row is updated first and read afterwards: with concurrent calls the result may be too high,
  // never too low.
  long count(String key, Duration window) {
    for (int i = 0; i < MAX_TRIES; i++) {
      long now = clock.millis();
      if (database.update(ADD, key, now) == 1) {
        return own(key);
      }
      database.update(
          "DELETE FROM sallyport_login_attempt WHERE attempt_key = ? AND until_ms <= ?", key, now);
      if (bound.isReached(now, window.toMillis())) {
        return share(key, now, window.toMillis());
      }
      long counted = shared(key, now, window.toMillis()) + 1;
      if (database.insert(INSERT, key, counted, now + window.toMillis())) {
        bound.begin();
        return counted;
      }
    }
    // Concurrent clearing deletes the row each time, so there is no attack.
    return 1;
  }

  private long own(String key) {
    List<Long> found =
        database.query(
            row -> row.getLong(1),
            "SELECT attempts FROM sallyport_login_attempt WHERE attempt_key = ?",
            key);
    return found.isEmpty() ? 1 : found.get(0);
  }

  private long share(String key, long now, long window) {
    long span = AttemptBound.span(now, window);
    String row = row(key, span);
    for (int i = 0; i < MAX_TRIES; i++) {
      if (database.update(ADD, row, now) == 1
          || database.insert(INSERT, row, 1L, (span + 2) * window)) {
        break;
      }
    }
    return Math.max(1, shared(key, now, window));
  }

  private long shared(String key, long now, long window) {
    long span = AttemptBound.span(now, window);
    return database
        .query(
            row -> row.getLong(1),
            "SELECT SUM(attempts) FROM sallyport_login_attempt WHERE attempt_key IN (?, ?)",
            row(key, span),
            row(key, span - 1))
        .get(0);
  }

  private static String row(String key, long span) {
    return "shared-" + span + "-" + AttemptBound.cell(key);
  }

  void clear(String key) {
    database.update("DELETE FROM sallyport_login_attempt WHERE attempt_key = ?", key);
  }
}
