package io.sallyport.internal.store;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A token store for several nodes on one database: PostgreSQL, MySQL, MariaDB or H2. Each decision
 * for all nodes is one statement, whose row count shows which call was first. So the default
 * isolation level is sufficient, and no transaction can be left open.
 */
public final class JdbcTokenStore implements TokenStore {

  private final JdbcCalls database;
  private final JdbcRevocations revocations;
  private final JdbcAttempts attempts;
  private final JdbcCleaning cleaning;
  private final Clock clock;

  private JdbcTokenStore(JdbcCalls database, Clock clock, AttemptBound bound) {
    this.database = database;
    this.revocations = new JdbcRevocations(database);
    this.attempts = new JdbcAttempts(database, clock, bound);
    this.cleaning = new JdbcCleaning(database, clock);
    this.clock = clock;
  }

  /**
   * Creates a store in a database.
   *
   * @param source the source of connections, usually the application's own pool
   * @param createsSchema whether missing tables are created at first use
   */
  public static JdbcTokenStore of(DataSource source, boolean createsSchema, Clock clock) {
    return of(source, createsSchema, clock, AttemptBound.DEFAULT_MAXIMUM);
  }

  /**
   * The same with a maximum number of attempt keys.
   *
   * @param maxAttempts maximum number of keys that get a count of their own from this node per
   *     window
   */
  public static JdbcTokenStore of(
      DataSource source, boolean createsSchema, Clock clock, int maxAttempts) {
    return new JdbcTokenStore(
        new JdbcCalls(source, new JdbcSchema(createsSchema)), clock, new AttemptBound(maxAttempts));
  }

  /**
   * What the operator must do before this store can use the database: tables are missing and may
   * not be created, tables are of an earlier version, or the database is not supported. Empty if
   * the database does not answer.
   */
  public Optional<String> findProblem() {
    return database.findProblem();
  }

  @Override
  public void revoke(Revocation revocation) {
    cleaning.inPassing();
    revocations.revoke(revocation);
  }

  @Override
  public Revocations revocationsSince(String cursor) {
    return revocations.since(cursor);
  }

  @Override
  public List<Revocation> findRevocations(List<String> keys) {
    return revocations.find(keys);
  }

  @Override
  public boolean useOnce(String key, Instant until) {
    cleaning.inPassing();
    return database.insert(
        "INSERT INTO sallyport_used_token (token_key, until_ms) VALUES (?, ?)",
        key,
        until.toEpochMilli());
  }

  @Override
  public void beginFamily(String family, String first, Instant until) {
    cleaning.inPassing();
    database.update(
        "INSERT INTO sallyport_token_family (family_key, current_key, until_ms) VALUES (?, ?, ?)",
        family,
        first,
        until.toEpochMilli());
  }

  @Override
  public Rotation rotate(String family, String presented, String next) {
    int rotated =
        database.update(
            "UPDATE sallyport_token_family SET current_key = ?"
                + " WHERE family_key = ? AND current_key = ? AND until_ms > ?",
            next,
            family,
            presented,
            clock.millis());
    if (rotated == 1) {
      return Rotation.DONE;
    }
    // The family exists with another current token: the presented one was used before.
    return database.update(
                "DELETE FROM sallyport_token_family WHERE family_key = ? AND until_ms > ?",
                family,
                clock.millis())
            == 1
        ? Rotation.REUSED
        : Rotation.UNKNOWN;
  }

  @Override
  public void endFamily(String family) {
    database.update("DELETE FROM sallyport_token_family WHERE family_key = ?", family);
  }

  @Override
  public long countAttempt(String key, Duration window) {
    cleaning.inPassing();
    return attempts.count(key, window);
  }

  @Override
  public void clearAttempts(String key) {
    attempts.clear(key);
  }

  // Each node reads its own row and all earlier ones. Of two concurrent nodes at least one reads
  // both.
  @Override
  public List<String> openSession(String owner, String session, Instant until, int maximum) {
    cleaning.inPassing();
    closeSession(owner, session);
    // False if another node has opened the same session concurrently, so the row exists.
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
    return all.subList(0, Math.max(0, all.size() - maximum));
  }

  @Override
  public void closeSession(String owner, String session) {
    database.update(
        "DELETE FROM sallyport_session WHERE owner_key = ? AND session_key = ?", owner, session);
  }

  /** Does nothing, because the connections belong to the application. */
  @Override
  public void close() {}
}
