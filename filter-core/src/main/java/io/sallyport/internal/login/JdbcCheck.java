package io.sallyport.internal.login;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.password.PasswordHash;
import io.sallyport.internal.password.PasswordHashes;
import io.sallyport.internal.password.PasswordInput;
import io.sallyport.spi.UserLookup;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Checks user names and passwords in a database. Connections are closed before a password is
 * hashed, which takes longer than all queries.
 *
 * <p>The caller has the name that the query returns. If it returns none, the query must compare
 * names exactly: if it ignores case, one user can be authenticated under several names. Attempts
 * are counted for the user that the query finds, however the name was typed.
 */
public final class JdbcCheck implements PasswordAuthenticator {

  private final JdbcUsers users;
  private final StoredHashes hashes;
  private final @Nullable LoginAttempts attempts;

  private JdbcCheck(JdbcUsers users, StoredHashes hashes, @Nullable LoginAttempts attempts) {
    this.users = users;
    this.hashes = hashes;
    this.attempts = attempts;
  }

  /** Creates a check that counts no attempts. It does not connect to the database yet. */
  public static JdbcCheck of(DataSource dataSource, JdbcQueries queries, PasswordHashes hashes) {
    return of(dataSource, queries, StoredHashes.of(hashes));
  }

  static JdbcCheck of(DataSource dataSource, JdbcQueries queries, StoredHashes hashes) {
    return new JdbcCheck(new JdbcUsers(dataSource, queries), hashes, null);
  }

  /** The same, which counts the login attempts of each user. */
  public JdbcCheck counting(LoginAttempts counted) {
    return new JdbcCheck(users, hashes, counted);
  }

  @Override
  public Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password)
      throws TooManyAttemptsException {
    if (!PasswordInput.isAcceptable(name, password)) {
      return Optional.empty();
    }
    Optional<JdbcUser> user = users.find(name);
    Optional<PasswordHash> stored = user.flatMap(hashes::read);
    stored.ifPresent(hashes::adjustDecoy);
    if (user.isPresent()) {
      count(user.get());
    }
    return hashes.matches(stored, password)
        ? Optional.of(accept(user.get(), user.get().nameOr(name), stored.get(), password))
        : Optional.empty();
  }

  private void count(JdbcUser user) throws TooManyAttemptsException {
    if (attempts != null) {
      attempts.count(user.attemptKey());
    }
  }

  private AuthPrincipal accept(JdbcUser user, String name, PasswordHash stored, String password) {
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
        PasswordInput.isAcceptable(name, "") ? users.find(name) : Optional.empty();
    // A hash that no password can match, such as "!", is how some applications disable a user.
    if (user.flatMap(hashes::read).isEmpty()) {
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
