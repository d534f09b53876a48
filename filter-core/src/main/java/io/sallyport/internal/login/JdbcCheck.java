package io.sallyport.internal.login;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.password.PasswordHash;
import io.sallyport.internal.password.PasswordHashes;
import io.sallyport.internal.password.Plausibility;
import io.sallyport.spi.UserLookup;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Callers in a database. Connections are given back before a password is hashed, which takes longer
 * than all queries.
 *
 * <p>A caller has the name that the query returns. If it returns none, assumes that the query finds
 * a name exactly as it is spelt: one that ignores case makes callers of several names out of one
 * user. Guesses are counted for the user whom the query finds, whatever was typed.
 */
public final class JdbcCheck implements PasswordAuthenticator {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final JdbcUsers users;
  private final PasswordHashes hashes;
  private final Function<String, Optional<PasswordHash>> reader;
  private final @Nullable LoginAttempts attempts;
  // As costly as the last one met, so that a name that is not there takes as long.
  private volatile PasswordHash decoy;

  JdbcCheck(
      DataSource dataSource,
      JdbcQueries queries,
      PasswordHashes hashes,
      Function<String, Optional<PasswordHash>> reader,
      PasswordHash decoy) {
    this(new JdbcUsers(dataSource, queries), hashes, reader, decoy, null);
  }

  private JdbcCheck(
      JdbcUsers users,
      PasswordHashes hashes,
      Function<String, Optional<PasswordHash>> reader,
      PasswordHash decoy,
      @Nullable LoginAttempts attempts) {
    this.users = users;
    this.hashes = hashes;
    this.reader = reader;
    this.decoy = decoy;
    this.attempts = attempts;
  }

  /** A check that counts nothing. The database is not asked yet. */
  public static JdbcCheck of(DataSource dataSource, JdbcQueries queries, PasswordHashes hashes) {
    return new JdbcCheck(dataSource, queries, hashes, PasswordHashes::parse, hashes.firstDecoy());
  }

  /** The same, which counts the guesses at each user. */
  public JdbcCheck counting(LoginAttempts counted) {
    return new JdbcCheck(users, hashes, reader, decoy, counted);
  }

  @Override
  public Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password)
      throws TooManyAttemptsException {
    if (!Plausibility.isPlausible(name, password)) {
      return Optional.empty();
    }
    Optional<JdbcUser> user = users.find(name);
    Optional<PasswordHash> stored = user.flatMap(this::hash);
    stored.ifPresent(found -> decoy = found.decoy());
    if (user.isPresent()) {
      count(user.get());
    }
    boolean right = Plausibility.matches(stored.orElse(decoy), password);
    return right && stored.isPresent()
        ? Optional.of(welcome(user.get(), user.get().nameOr(name), stored.get(), password))
        : Optional.empty();
  }

  private Optional<PasswordHash> hash(JdbcUser user) {
    Optional<PasswordHash> hash = reader.apply(user.hash());
    if (hash.isEmpty()) {
      LOGGER.log(
          Level.WARNING,
          "a login was refused: auth.login.jdbc.caller-query found what is no password hash that we"
              + " know; docs/passwords.md says which there are");
    }
    return hash;
  }

  private void count(JdbcUser user) throws TooManyAttemptsException {
    if (attempts != null) {
      attempts.count(user.attemptKey());
    }
  }

  private AuthPrincipal welcome(JdbcUser user, String name, PasswordHash stored, String password) {
    if (attempts != null) {
      attempts.clear(user.attemptKey());
    }
    AuthPrincipal caller = AuthPrincipal.of(name, users.groups(name), AuthSource.SESSION);
    if (users.isHashReplaced()) {
      hashes
          .renew(stored, password)
          .ifPresent(better -> users.replaceHash(name, better.text(), user.hash()));
    }
    return caller;
  }

  @Override
  public UserLookup find(String name) {
    Optional<JdbcUser> user =
        Plausibility.isPlausible(name, "") ? users.find(name) : Optional.empty();
    // A hash that no password can match, such as "!", is how some applications disable a user.
    if (user.flatMap(this::hash).isEmpty()) {
      return UserLookup.none();
    }
    String stored = user.get().nameOr(name);
    return UserLookup.active(stored, users.groups(stored));
  }

  @Override
  public boolean isFinding() {
    return true;
  }

  @Override
  public String toString() {
    return "JdbcCheck";
  }
}
