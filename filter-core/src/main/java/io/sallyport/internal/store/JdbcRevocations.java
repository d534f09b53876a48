package io.sallyport.internal.store;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Stores revocations in a table: one row per key, with a number that grows with each change. {@link
 * Watermark} describes how the numbers are read.
 */
final class JdbcRevocations {

  private static final int PAGE = 10_000;
  private static final int MAX_TRIES = 5;

  private final JdbcCalls database;

  JdbcRevocations(JdbcCalls database) {
    this.database = database;
  }

  void revoke(Revocation revocation) {
    long before = revocation.before().toEpochMilli();
    long until = revocation.until().toEpochMilli();
    String key = revocation.key();
    for (int i = 0; i < MAX_TRIES; i++) {
      if (database.insert(
          "INSERT INTO sallyport_revoked_key (revocation_key, before_ms, until_ms) VALUES (?, ?,"
              + " ?)",
          key,
          before,
          until)) {
        return;
      }
      if (database.update(JdbcDialect::raise, before, until, key, before, until) > 0
          || isCovered(revocation)) {
        return;
      }
      // Cleaning has deleted the row in between.
    }
    throw new StoreUnavailableException("token store unavailable: revocation not written");
  }

  private boolean isCovered(Revocation revocation) {
    for (Revocation found : find(List.of(revocation.key()))) {
      if (!found.before().isBefore(revocation.before())
          && !found.until().isBefore(revocation.until())) {
        return true;
      }
    }
    return false;
  }

  Revocations since(String cursor) {
    Watermark mark = cursor.isEmpty() ? Watermark.begin(highest(), now()) : Watermark.parse(cursor);
    List<Revocation> entries = new ArrayList<>();
    long[] last = new long[1];
    database.query(
        row -> {
          last[0] = row.getLong(1);
          return entries.add(revocation(row.getString(2), row.getLong(3), row.getLong(4)));
        },
        "SELECT id, revocation_key, before_ms, until_ms FROM sallyport_revoked_key WHERE id >= ?"
            + " ORDER BY id LIMIT "
            + PAGE,
        mark.from());
    if (entries.size() == PAGE) {
      return Revocations.continued(entries, mark.continued(last[0]).toString());
    }
    return mark.isBeyond(last[0])
        ? Revocations.startAgain()
        : Revocations.of(entries, mark.completed(last[0], now()).toString());
  }

  private static Revocation revocation(String key, long before, long until) {
    return Revocation.of(key, Instant.ofEpochMilli(before), Instant.ofEpochMilli(until));
  }

  // getLong returns 0 for null, if there is no row.
  private long highest() {
    return database
        .query(row -> row.getLong(1), "SELECT MAX(id) FROM sallyport_revoked_key")
        .get(0);
  }

  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  List<Revocation> find(List<String> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    return database.query(
        row -> revocation(row.getString(1), row.getLong(2), row.getLong(3)),
        "SELECT revocation_key, before_ms, until_ms FROM sallyport_revoked_key WHERE revocation_key"
            + " IN ("
            + String.join(", ", Collections.nCopies(keys.size(), "?"))
            + ")",
        keys.toArray());
  }
}
