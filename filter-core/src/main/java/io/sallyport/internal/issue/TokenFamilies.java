package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.Login;
import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.TokenStore;
import java.time.Duration;
import java.time.Instant;

/**
 * The families of refresh tokens in the store. All refresh tokens of one login are one family. The
 * end of a family does not move.
 *
 * <p>Every method throws {@link io.sallyport.spi.StoreUnavailableException} if the result is
 * unknown.
 */
public final class TokenFamilies {

  private final TokenStore store;
  private final Duration lifetime;

  private TokenFamilies(TokenStore store, Duration lifetime) {
    this.store = store;
    this.lifetime = lifetime;
  }

  /**
   * Creates the families of a store.
   *
   * @param lifetime of a family, from the login on
   */
  public static TokenFamilies of(TokenStore store, Duration lifetime) {
    return new TokenFamilies(store, lifetime);
  }

  /**
   * Begins the family of a login with its first token.
   *
   * @return the end of the family
   */
  Instant begin(Login login, String id) {
    Instant end = Instant.ofEpochMilli(login.at()).plus(lifetime);
    store.beginFamily(familyKey(login), idKey(id), end);
    return end;
  }

  /** Replaces the current token of a family by the next. */
  Rotation rotate(Login login, String id, String nextId) {
    return store.rotate(familyKey(login), idKey(id), idKey(nextId));
  }

  /** Ends the family of a login. */
  void end(Login login) {
    store.endFamily(familyKey(login));
  }

  private static String familyKey(Login login) {
    return RevocationKey.session(login.id());
  }

  private static String idKey(String id) {
    return RevocationKey.token("", id);
  }
}
