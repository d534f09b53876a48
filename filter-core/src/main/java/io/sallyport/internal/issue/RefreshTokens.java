package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.Login;
import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.revocation.RevocationQuery;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.TokenStore;
import io.sallyport.spi.UserLookup;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Refresh tokens: each is good once, and brings the next of its chain. A second use means that
 * somebody else has a copy: then the chain ends, and every access token that came of it (RFC 9700,
 * 4.14.2). The chain's end does not move.
 */
public final class RefreshTokens {

  private final TokenStore store;
  private final RevocationList revocations;
  private final TokenIssuer issuer;
  private final OwnTokens reader;
  private final Lifetimes lifetimes;
  private final Clock clock;
  private final Function<String, UserLookup> users;

  private RefreshTokens(
      TokenStore store,
      RevocationList revocations,
      TokenIssuer issuer,
      OwnTokens reader,
      Lifetimes lifetimes,
      Clock clock,
      Function<String, UserLookup> users) {
    this.users = users;
    this.store = store;
    this.revocations = revocations;
    this.issuer = issuer;
    this.reader = reader;
    this.lifetimes = lifetimes;
    this.clock = clock;
  }

  /**
   * Refresh tokens.
   *
   * @param reader of tokens with {@code sub}, {@code jti}, {@code sid} and the time of the login
   * @param lifetimes that of a chain, from the log-in on, among them
   */
  public static RefreshTokens of(
      TokenStore store,
      RevocationList revocations,
      TokenIssuer issuer,
      OwnTokens reader,
      Lifetimes lifetimes,
      Clock clock) {
    return new RefreshTokens(
        store, revocations, issuer, reader, lifetimes, clock, name -> UserLookup.unsupported());
  }

  /** The same, which asks the user store before a token is exchanged. */
  public RefreshTokens asking(Function<String, UserLookup> userStore) {
    return new RefreshTokens(store, revocations, issuer, reader, lifetimes, clock, userStore);
  }

  /**
   * The first of a log-in's chain.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if the chain could not be begun
   */
  public String begin(Login login) {
    String id = RandomId.next();
    Instant end = Instant.ofEpochMilli(login.at()).plus(lifetimes.refresh());
    store.beginFamily(familyKey(login.id()), idKey(id), end);
    return issuer.refresh(login, id, end);
  }

  /**
   * Trades one in.
   *
   * @return the log-in and the next token; nothing if it is none of ours, over, used or taken back
   * @throws io.sallyport.spi.StoreUnavailableException if that cannot be known; the token may be
   *     used up
   */
  public Optional<Refreshed> exchange(String unverified) {
    return reader.read(unverified).flatMap(this::exchange);
  }

  private Optional<Refreshed> exchange(OwnToken token) {
    Login login = token.login();
    if (isEnded(login)) {
      return Optional.empty();
    }
    if (isRevoked(login)) {
      end(login);
      return Optional.empty();
    }
    // Before the token is used up: an outage of the user store costs nobody a login.
    Optional<Login> now = asOfNow(login);
    if (now.isEmpty()) {
      end(login);
      return Optional.empty();
    }
    String nextId = RandomId.next();
    Rotation rotation = store.rotate(familyKey(login.id()), idKey(token.id()), idKey(nextId));
    if (rotation != Rotation.DONE) {
      // Also where the chain is unknown: it may have ended by a use whose log-in could not be taken
      // back, since the store failed in between.
      revoke(login);
    }
    return rotation == Rotation.DONE
        ? Optional.of(new Refreshed(now.get(), issuer.refresh(now.get(), nextId, token.end())))
        : Optional.empty();
  }

  // Under another name it is another user, whom a collation takes for this one who is gone.
  private Optional<Login> asOfNow(Login login) {
    UserLookup user = users.apply(login.name());
    if (user.isUnsupported()) {
      return Optional.of(login);
    }
    return user.isActive() && user.name().equals(login.name())
        ? Optional.of(Login.of(login.name(), user.roles(), login.id(), login.at()))
        : Optional.empty();
  }

  /**
   * Ends the chain of a token and the log-in that it is of; nothing happens if it is none of ours.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if it is not certain that they ended
   */
  public void end(String unverified) {
    reader.read(unverified).ifPresent(token -> end(token.login()));
  }

  /**
   * Ends a log-in: its chain and its access tokens.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if it is not certain that they ended
   */
  public void end(Login login) {
    if (isEnded(login)) {
      // Whoever repeats it, with a token that ended long ago, costs the store nothing.
      return;
    }
    store.endFamily(familyKey(login.id()));
    revoke(login);
  }

  private void revoke(Login login) {
    revocations.revoke(loginKey(login), lifetimes.endOfLogin(login.at(), clock.instant()));
  }

  // The revocation outlives the chain, and no token of a revoked login is exchanged.
  private boolean isEnded(Login login) {
    return revocations.isRevoked(() -> RevocationQuery.byId(loginKey(login)));
  }

  private boolean isRevoked(Login login) {
    return revocations.isRevoked(
        () ->
            RevocationQuery.byId(loginKey(login))
                .orByOwner(RevocationKey.person(login.name()), login.at()));
  }

  private String loginKey(Login login) {
    return RevocationKey.login(issuer.issuerName().orElse(""), login.id());
  }

  private static String familyKey(String loginId) {
    return RevocationKey.session(loginId);
  }

  private static String idKey(String id) {
    return RevocationKey.token("", id);
  }

  /** What one was traded in for. */
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
