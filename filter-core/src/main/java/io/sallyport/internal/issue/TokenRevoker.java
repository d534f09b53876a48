package io.sallyport.internal.issue;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.jwt.Claims;
import io.sallyport.internal.jwt.Login;
import io.sallyport.internal.jwt.LogoutToken;
import io.sallyport.internal.jwt.OwnClaims;
import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.revocation.RevocationQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Revokes tokens, logins, sessions and everything of a user, on all nodes.
 *
 * <p>Every method that revokes throws {@link io.sallyport.spi.StoreUnavailableException} if the
 * revocation may not be stored.
 */
public final class TokenRevoker {

  private final RevocationList revocations;
  private final Optional<String> ownIssuer;
  private final Lifetimes lifetimes;
  private final Clock clock;

  private TokenRevoker(
      RevocationList revocations, Optional<String> ownIssuer, Lifetimes lifetimes, Clock clock) {
    this.revocations = revocations;
    this.ownIssuer = ownIssuer;
    this.lifetimes = lifetimes;
    this.clock = clock;
  }

  /**
   * Creates the revoker.
   *
   * @param ownIssuer the {@code iss} of our own tokens
   */
  public static TokenRevoker of(
      RevocationList revocations, Optional<String> ownIssuer, Lifetimes lifetimes, Clock clock) {
    return new TokenRevoker(revocations, ownIssuer, lifetimes, clock);
  }

  /**
   * Revokes the token of a caller. If it is one of ours, its whole login.
   *
   * @return false if the token has no id, so that it cannot be revoked alone
   */
  public boolean token(AuthPrincipal caller) {
    return token(Claims.of(caller));
  }

  boolean token(Claims claims) {
    String issuer = claims.text("iss");
    String id = claims.text("jti");
    // Only our own tokens have a sid that is a login of ours.
    if (OwnClaims.areIn(claims) && ownIssuer.orElse("").equals(issuer)) {
      endLogin(claims.text("sid"), Login.began(claims));
    } else if (!id.isEmpty()) {
      revocations.revoke(RevocationKey.token(issuer, id), end(claims));
    } else {
      return false;
    }
    return true;
  }

  /** Revokes one token, by the id of its issuer. */
  public void token(String issuer, String id) {
    revocations.revoke(RevocationKey.token(issuer, id), lifetimes.endOfAll(clock.instant()));
  }

  /** Revokes a session and the tokens of the session. */
  public void session(String id) {
    Instant now = clock.instant();
    revocations.revoke(RevocationKey.session(id), lifetimes.endOfSession(now));
    revocations.revoke(RevocationKey.login(ownIssuer.orElse(""), id), lifetimes.endOfTokens(now));
  }

  /**
   * Revokes everything of a user that began until now: our tokens by the time of their login, those
   * of other issuers by their {@code iat}, which may be ahead of now by the leeway.
   */
  public void person(String name) {
    Instant now = clock.instant();
    revocations.revoke(RevocationKey.person(name), now, lifetimes.endOfAll(now));
  }

  private Instant end(Claims claims) {
    OptionalDouble exp = claims.findNumber("exp");
    return exp.isPresent()
        ? lifetimes.endOfToken((long) exp.getAsDouble())
        : lifetimes.endOfAll(clock.instant());
  }

  /** Revokes the tokens of a login of ours. */
  void login(Login login) {
    endLogin(login.id(), login.at());
  }

  private void endLogin(String id, long began) {
    revocations.revoke(ownLogin(id), lifetimes.endOfLogin(began, clock.instant()));
  }

  private String ownLogin(String id) {
    return RevocationKey.login(ownIssuer.orElse(""), id);
  }

  /** Whether a login of ours has been ended. No token of an ended login is exchanged. */
  boolean isEnded(Login login) {
    return revocations.isRevoked(() -> RevocationQuery.byId(ownLogin(login.id())));
  }

  /** Whether a login of ours has been ended, or revoked with everything of its user. */
  boolean isRevoked(Login login) {
    return revocations.isRevoked(
        () ->
            RevocationQuery.byId(ownLogin(login.id()))
                .orByOwner(RevocationKey.person(login.name()), login.at()));
  }

  /** Revokes the tokens of a login at an issuer. */
  void login(String issuer, String sid) {
    revocations.revoke(RevocationKey.login(issuer, sid), lifetimes.endOfAll(clock.instant()));
  }

  /** Revokes the tokens of a user that an issuer issued until a time, by the issuer's clock. */
  void subject(String issuer, String subject, Instant issuedUntil) {
    revocations.revoke(
        RevocationKey.subject(issuer, subject), issuedUntil, lifetimes.endOfAll(clock.instant()));
  }

  /** Whether an issuer names users as our sessions do. */
  boolean isOwnIssuer(String issuer) {
    return ownIssuer.equals(Optional.of(issuer));
  }

  /** Whether a logout token has been used. */
  boolean isUsed(LogoutToken token) {
    return revocations.isRevoked(() -> RevocationQuery.byId(keyOf(token)));
  }

  /** Marks a logout token as used until it has expired. */
  void use(LogoutToken token) {
    revocations.revoke(keyOf(token), lifetimes.endOfToken(token.expiresAt().getEpochSecond() + 1));
  }

  private static String keyOf(LogoutToken token) {
    return RevocationKey.token(token.issuer(), token.id());
  }
}
