package io.sallyport.internal.store;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Stores revocations in Redis: one entry per key, read in the order of their last change. */
final class RedisRevocations {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");
  private static final String PREFIX = "{sallyport}:";

  private static final String TIMES = PREFIX + "revocation";
  private static final String ORDER = PREFIX + "revocation-order";
  private static final String ENDS = PREFIX + "revocation-until";
  private static final String EPOCH = PREFIX + "revocation-epoch";
  private static final String NUMBER = PREFIX + "revocation-number";
  // Of an earlier version.
  private static final String OLD = PREFIX + "revoked";

  // A script blocks all other commands: a page takes some milliseconds.
  private static final int PAGE = 2000;
  // Shorter than the time that a caller waits.
  private static final long MOVING_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  private final Scripts redis;
  private volatile boolean moved;

  RedisRevocations(Scripts redis) {
    this.redis = redis;
  }

  /** Runs a script in Redis. */
  interface Scripts {
    Object run(String script, List<String> keys, String... arguments);
  }

  void revoke(Revocation revocation, Instant over) {
    moveOld();
    redis.run(
        RedisScripts.REVOKE,
        List.of(TIMES, ORDER, ENDS, NUMBER),
        revocation.key(),
        String.valueOf(revocation.before().toEpochMilli()),
        String.valueOf(revocation.until().toEpochMilli()),
        String.valueOf(over.toEpochMilli()));
  }

  // The cursor is the epoch of the list and the number of the last entry that was read.
  Revocations since(String cursor) {
    moveOld();
    int colon = cursor.indexOf(':');
    List<?> answer =
        (List<?>)
            redis.run(
                RedisScripts.SINCE,
                List.of(TIMES, ORDER, EPOCH, NUMBER),
                UUID.randomUUID().toString(),
                colon < 0 ? "" : cursor.substring(0, colon),
                colon < 0 ? "0" : cursor.substring(colon + 1),
                String.valueOf(PAGE));
    String epoch = String.valueOf(answer.get(0));
    if (epoch.isEmpty()) {
      return Revocations.startAgain();
    }
    List<Revocation> entries = new ArrayList<>();
    for (Object entry : answer.subList(2, answer.size())) {
      String text = String.valueOf(entry);
      add(entries, text.substring(0, text.indexOf('|')), text.substring(text.indexOf('|') + 1));
    }
    String next = epoch + ":" + answer.get(1);
    return answer.size() - 2 == PAGE
        ? Revocations.continued(entries, next)
        : Revocations.of(entries, next);
  }

  List<Revocation> find(List<String> keys) {
    moveOld();
    List<Revocation> found = new ArrayList<>();
    if (!keys.isEmpty()) {
      List<?> times =
          (List<?>) redis.run(RedisScripts.FIND, List.of(TIMES), keys.toArray(new String[0]));
      for (int i = 0; i < keys.size(); i++) {
        // Null if there is none, which as text contains no bar.
        add(found, keys.get(i), String.valueOf(times.get(i)));
      }
    }
    return found;
  }

  private static void add(List<Revocation> found, String key, String times) {
    int bar = times.indexOf('|');
    if (bar > 0) {
      found.add(
          Revocation.of(
              key,
              Instant.ofEpochMilli(Long.parseLong(times.substring(0, bar))),
              Instant.ofEpochMilli(Long.parseLong(times.substring(bar + 1)))));
    }
  }

  private void moveOld() {
    if (moved) {
      return;
    }
    long began = System.nanoTime();
    List<String> keys =
        List.of(TIMES, ORDER, ENDS, NUMBER, OLD, OLD + "-until", OLD + "-number", OLD + "-epoch");
    while (!Long.valueOf(0).equals(redis.run(RedisScripts.MOVE, keys))) {
      if (System.nanoTime() - began > MOVING_NANOS) {
        throw new StoreUnavailableException("revocations of an earlier version are being copied");
      }
      LOGGER.log(Level.DEBUG, "copying revocations of an earlier version");
    }
    moved = true;
  }
}
