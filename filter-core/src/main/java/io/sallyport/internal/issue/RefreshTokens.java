package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.Login;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.UserLookup;
import java.util.Optional;
import java.util.function.Function;

/**
 * Issues and exchanges refresh tokens. Each is valid once and is exchanged for the next one of its
 * family. A second use means that another client has a copy. Then the family ends, and all access
 * tokens of the login are revoked (RFC 9700, 4.14.2).
 */
public final class RefreshTokens {

  private final TokenFamilies families;
  private final TokenRevoker revoker;
  private final OwnTokens tokens;
  private final Function<String, UserLookup> users;

  private RefreshTokens(
      TokenFamilies families,
      TokenRevoker revoker,
      OwnTokens tokens,
      Function<String, UserLookup> users) {
    this.families = families;
    this.revoker = revoker;
    this.tokens = tokens;
    this.users = users;
  }

  /**
   * Creates refresh tokens.
   *
   * @param tokens verifies tokens of the type {@link OwnTokenType#REFRESH}
   */
  public static RefreshTokens of(TokenFamilies families, TokenRevoker revoker, OwnTokens tokens) {
    return new RefreshTokens(families, revoker, tokens, name -> UserLookup.unsupported());
  }

  /** The same refresh tokens, with a look-up in the user store before each exchange. */
  public RefreshTokens asking(Function<String, UserLookup> userStore) {
    return new RefreshTokens(families, revoker, tokens, userStore);
  }

  /**
   * Issues the first token of a login.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if the family could not be stored
   */
  public String begin(Login login) {
    String id = RandomId.next();
    return tokens.issuer().refresh(login, id, families.begin(login, id));
  }

  /**
   * Exchanges a token.
   *
   * @return the login and the next token; empty if the token is invalid, expired, used or revoked
   * @throws io.sallyport.spi.StoreUnavailableException if that is unknown; the token may be used
   */
  public Optional<Refreshed> exchange(String unverified) {
    return tokens.read(unverified).flatMap(this::exchange);
  }

  private Optional<Refreshed> exchange(OwnToken token) {
    Login login = token.login();
    if (revoker.isEnded(login)) {
      return Optional.empty();
    }
    if (revoker.isRevoked(login)) {
      end(login);
      return Optional.empty();
    }
    // Before the token is used, so that an outage of the user store ends no login.
    Optional<Login> current = lookUp(login);
    if (current.isEmpty()) {
      end(login);
      return Optional.empty();
    }
    return rotate(token, current.get());
  }

  private Optional<Refreshed> rotate(OwnToken token, Login login) {
    String nextId = RandomId.next();
    if (families.rotate(login, token.id(), nextId) != Rotation.DONE) {
      // Also if the family is unknown: a second use may have ended it, and the store may have
      // failed before the login was revoked.
      revoker.login(login);
      return Optional.empty();
    }
    return Optional.of(new Refreshed(login, tokens.issuer().refresh(login, nextId, token.end())));
  }

  // A user with another name is another user, even if the store's collation treats the names as
  // equal.
  private Optional<Login> lookUp(Login login) {
    UserLookup user = users.apply(login.name());
    if (user.isUnsupported()) {
      return Optional.of(login);
    }
    return user.isActive() && user.name().equals(login.name())
        ? Optional.of(Login.of(login.name(), user.roles(), login.id(), login.at()))
        : Optional.empty();
  }

  /**
   * Ends the family and the login of a token. Does nothing if the token is invalid.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if they may not have ended
   */
  public void end(String unverified) {
    tokens.read(unverified).ifPresent(token -> end(token.login()));
  }

  /**
   * Ends a login: its family and its access tokens.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if they may not have ended
   */
  public void end(Login login) {
    // Repeated logouts write nothing to the store.
    if (!revoker.isEnded(login)) {
      families.end(login);
      revoker.login(login);
    }
  }

  /** The result of an exchange. */
  public static final class Refreshed {

    private final Login login;
    private final String next;

    private Refreshed(Login login, String next) {
      this.login = login;
      this.next = next;
    }

    public Login login() {
      return login;
    }

    /** The next refresh token. */
    public String next() {
      return next;
    }

    /** Shows no token. */
    @Override
    public String toString() {
      return "Refreshed[" + login + "]";
    }
  }
}
