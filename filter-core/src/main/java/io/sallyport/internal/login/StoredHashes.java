package io.sallyport.internal.login;

import io.sallyport.internal.password.PasswordHash;
import io.sallyport.internal.password.PasswordHashes;
import io.sallyport.internal.password.PasswordInput;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verifies passwords against the hashes of a database. For an unknown name it computes a decoy hash
 * of the same cost as the last one read, so that response times do not reveal which names exist.
 */
final class StoredHashes {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final PasswordHashes hashes;
  private final Function<String, Optional<PasswordHash>> reader;
  private volatile PasswordHash decoy;

  StoredHashes(
      PasswordHashes hashes, Function<String, Optional<PasswordHash>> reader, PasswordHash decoy) {
    this.hashes = hashes;
    this.reader = reader;
    this.decoy = decoy;
  }

  static StoredHashes of(PasswordHashes hashes) {
    return new StoredHashes(hashes, PasswordHashes::parse, hashes.firstDecoy());
  }

  /** Reads the hash of a user; empty if it has no known format. */
  Optional<PasswordHash> read(JdbcUser user) {
    Optional<PasswordHash> hash = reader.apply(user.hash());
    if (hash.isEmpty()) {
      LOGGER.log(
          Level.WARNING,
          "login rejected: auth.login.jdbc.caller-query returns a hash of an unknown format; use a"
              + " format of docs/passwords.md");
    }
    return hash;
  }

  /** Makes the decoy as costly as this hash. */
  void adjustDecoy(PasswordHash stored) {
    decoy = stored.decoy();
  }

  /** Whether the password matches; always computes a hash. */
  boolean matches(Optional<PasswordHash> stored, String password) {
    return PasswordInput.matches(stored.orElse(decoy), password) && stored.isPresent();
  }

  /** A stronger hash of a password that matched; empty if the stored one is strong enough. */
  Optional<PasswordHash> renew(PasswordHash stored, String password) {
    return hashes.renew(stored, password);
  }
}
