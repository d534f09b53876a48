package io.sallyport.internal.login;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.CredentialOutageException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Callers in a database. Connections are given back before a password is hashed, which takes longer
 * than all queries.
 *
 * <p>Assumes that the query finds a name exactly as it is spelt: one that folds letter case makes
 * callers of several names out of one person.
 */
public final class JdbcCheck implements CredentialCheck {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");
  private static final int MOST_GROUPS = 10_000;
  // SQLSTATE 22, "data exception": the name is nothing that the column could hold.
  private static final String DATA_EXCEPTION = "22";

  private final Database database;
  private final JdbcQueries queries;
  private final PasswordHashes hashes;
  private final Function<String, Optional<PasswordHash>> reader;
  // As costly as the last one met, so that a name that is not there takes as long.
  private volatile PasswordHash decoy;

  JdbcCheck(
      DataSource dataSource,
      JdbcQueries queries,
      PasswordHashes hashes,
      Function<String, Optional<PasswordHash>> reader,
      PasswordHash decoy) {
    this.database = new Database(dataSource);
    this.queries = queries;
    this.hashes = hashes;
    this.reader = reader;
    this.decoy = decoy;
  }

  /** A check. The database is not asked yet. */
  public static JdbcCheck of(DataSource dataSource, JdbcQueries queries, PasswordHashes hashes) {
    return new JdbcCheck(dataSource, queries, hashes, PasswordHashes::parse, hashes.firstDecoy());
  }

  @Override
  public Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password) {
    if (!Plausibility.isPlausible(name, password)) {
      return Optional.empty();
    }
    Optional<PasswordHash> stored = findHash(name);
    stored.ifPresent(found -> decoy = found.decoy());
    boolean right = Plausibility.matches(stored.orElse(decoy), password);
    if (!right || stored.isEmpty()) {
      return Optional.empty();
    }
    List<String> groups = groups(name);
    renew(name, password, stored.get());
    return Optional.of(AuthPrincipal.of(name, groups, AuthSource.SESSION));
  }

  private Optional<PasswordHash> findHash(String name) {
    List<Optional<String>> rows = callerRows(name);
    if (rows.size() > 1) {
      LOGGER.log(
          Level.WARNING,
          "a login was refused: auth.login.jdbc.caller-query found several rows; make it find one");
      return Optional.empty();
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Optional<PasswordHash> hash = rows.get(0).map(String::trim).flatMap(reader);
    if (hash.isEmpty()) {
      LOGGER.log(
          Level.WARNING,
          "a login was refused: auth.login.jdbc.caller-query found what is no password hash that we"
              + " know; docs/passwords.md says which there are");
    }
    return hash;
  }

  private List<Optional<String>> callerRows(String name) {
    try {
      return database.column(queries.caller(), 2, name);
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith(DATA_EXCEPTION)) {
        return List.of();
      }
      throw outage("caller-query", e);
    }
  }

  private List<String> groups(String name) {
    if (queries.groups().isEmpty()) {
      return List.of();
    }
    List<String> groups = new ArrayList<>();
    try {
      for (Optional<String> group : database.column(queries.groups().get(), MOST_GROUPS, name)) {
        group.filter(text -> !text.isBlank()).ifPresent(groups::add);
      }
    } catch (SQLException e) {
      throw outage("groups-query", e);
    }
    return groups;
  }

  // A better hash is good to have; who cannot have it logs in all the same.
  private void renew(String name, String password, PasswordHash stored) {
    if (queries.updateHash().isEmpty()) {
      return;
    }
    Optional<PasswordHash> better = hashes.renew(stored, password);
    if (better.isEmpty()) {
      return;
    }
    try {
      int changed =
          database.update(
              queries.updateHash().get(), List.of(better.get().text(), name, stored.text()));
      if (changed != 1) {
        LOGGER.log(Level.WARNING, "auth.login.jdbc.update-hash changed {0} rows, not one", changed);
      }
    } catch (SQLException e) {
      LOGGER.log(Level.WARNING, "a password hash was not renewed: {0}", facts("update-hash", e));
    }
  }

  private static CredentialOutageException outage(String query, SQLException cause) {
    return new CredentialOutageException("the database does not answer: " + facts(query, cause));
  }

  // Not the message: drivers put statement and values into it.
  private static String facts(String query, SQLException cause) {
    return "auth.login.jdbc."
        + query
        + ", "
        + cause.getClass().getSimpleName()
        + ", SQLSTATE "
        + cause.getSQLState()
        + ", code "
        + cause.getErrorCode();
  }

  @Override
  public String toString() {
    return "JdbcCheck";
  }
}
