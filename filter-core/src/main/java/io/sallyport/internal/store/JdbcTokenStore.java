package io.sallyport.internal.store;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * For several nodes on one database: PostgreSQL, MySQL, MariaDB, H2. Whatever must be decided for
 * all nodes at once is one statement, whose row count tells who was first; so no isolation level
 * above the usual is needed, and no transaction of ours can be left open.
 */
public final class JdbcTokenStore implements TokenStore {

  private static final int MOST_TRIES = 10;

  // Ids are given before their rows can be seen: a later one may be seen first. So many are looked
  // at again each time; a row comes within a second after its id, or never.
  private static final long OVERLAP = 4000;

  private final JdbcCalls database;
  private final JdbcCleaning cleaning;
  private final Clock clock;

  private JdbcTokenStore(JdbcCalls database, Clock clock) {
    this.database = database;
    this.cleaning = new JdbcCleaning(database, clock);
    this.clock = clock;
  }

  /**
   * A store in a database.
   *
   * @param source of connections, usually the application's own pool
   * @param createsSchema whether missing tables are made at first use
   */
  public static JdbcTokenStore of(DataSource source, boolean createsSchema, Clock clock) {
    return new JdbcTokenStore(new JdbcCalls(source, new JdbcSchema(createsSchema)), clock);
  }

  @Override
  public void revoke(Revocation revocation) {
    cleaning.inPassing();
    database.update(
        "INSERT INTO sallyport_revocation (rkey, before_ms, until_ms) VALUES (?, ?, ?)",
        revocation.key(),
        revocation.before().toEpochMilli(),
        revocation.until().toEpochMilli());
  }

  @Override
  public Revocations revocationsSince(String cursor) {
    long last = cursor.isEmpty() ? 0 : Long.parseLong(cursor);
    List<Long> ids = new ArrayList<>();
    List<Revocation> entries =
        database.query(
            row -> {
              ids.add(row.getLong(1));
              return Revocation.of(
                  row.getString(2),
                  Instant.ofEpochMilli(row.getLong(3)),
                  Instant.ofEpochMilli(row.getLong(4)));
            },
            "SELECT id, rkey, before_ms, until_ms FROM sallyport_revocation"
                + " WHERE id > ? AND until_ms > ?",
            Math.max(0, last - OVERLAP),
            clock.millis());
    long highest = last;
    for (long id : ids) {
      highest = Math.max(highest, id);
    }
    return Revocations.of(entries, String.valueOf(highest));
  }

  @Override
  public boolean useOnce(String key, Instant until) {
    cleaning.inPassing();
    return database.insert(
        "INSERT INTO sallyport_used (ukey, until_ms) VALUES (?, ?)", key, until.toEpochMilli());
  }

  @Override
  public void beginFamily(String family, String first, Instant until) {
    cleaning.inPassing();
    database.update(
        "INSERT INTO sallyport_family (family, current_key, until_ms) VALUES (?, ?, ?)",
        family,
        first,
        until.toEpochMilli());
  }

  @Override
  public Rotation rotate(String family, String presented, String next) {
    int rotated =
        database.update(
            "UPDATE sallyport_family SET current_key = ?"
                + " WHERE family = ? AND current_key = ? AND until_ms > ?",
            next,
            family,
            presented,
            clock.millis());
    if (rotated == 1) {
      return Rotation.DONE;
    }
    // There, and with another token: whoever presented this one had it from before.
    return database.update(
                "DELETE FROM sallyport_family WHERE family = ? AND until_ms > ?",
                family,
                clock.millis())
            == 1
        ? Rotation.REUSED
        : Rotation.UNKNOWN;
  }

  @Override
  public void endFamily(String family) {
    database.update("DELETE FROM sallyport_family WHERE family = ?", family);
  }

  // Counted first and read afterwards: with others at the same moment the number may be higher than
  // this call's own, never lower.
  @Override
  public long countAttempt(String key, Duration window) {
    cleaning.inPassing();
    for (int i = 0; i < MOST_TRIES; i++) {
      long now = clock.millis();
      int counted =
          database.update(
              "UPDATE sallyport_attempt SET attempts = attempts + 1"
                  + " WHERE akey = ? AND until_ms > ?",
              key,
              now);
      if (counted == 1) {
        return attempts(key);
      }
      database.update("DELETE FROM sallyport_attempt WHERE akey = ? AND until_ms <= ?", key, now);
      if (database.insert(
          "INSERT INTO sallyport_attempt (akey, attempts, until_ms) VALUES (?, 1, ?)",
          key,
          now + window.toMillis())) {
        return 1;
      }
    }
    // Somebody clears as fast as we count: nobody is guessing.
    return 1;
  }

  private long attempts(String key) {
    List<Long> found =
        database.query(
            row -> row.getLong(1), "SELECT attempts FROM sallyport_attempt WHERE akey = ?", key);
    return found.isEmpty() ? 1 : found.get(0);
  }

  @Override
  public void clearAttempts(String key) {
    database.update("DELETE FROM sallyport_attempt WHERE akey = ?", key);
  }

  // Each node sees its own row and all that were there before it; of two at the same moment at
  // least one sees both.
  @Override
  public List<String> openSession(String owner, String session, Instant until, int most) {
    cleaning.inPassing();
    closeSession(owner, session);
    // False if another node opened the very same at this moment: then it is there.
    database.insert(
        "INSERT INTO sallyport_session (owner_key, session_key, until_ms) VALUES (?, ?, ?)",
        owner,
        session,
        until.toEpochMilli());
    List<String> all =
        database.query(
            row -> row.getString(1),
            "SELECT session_key FROM sallyport_session WHERE owner_key = ? AND until_ms > ?"
                + " ORDER BY id",
            owner,
            clock.millis());
    return all.subList(0, Math.max(0, all.size() - most));
  }

  @Override
  public void closeSession(String owner, String session) {
    database.update(
        "DELETE FROM sallyport_session WHERE owner_key = ? AND session_key = ?", owner, session);
  }

  /** The connections are the application's. */
  @Override
  public void close() {}
}
