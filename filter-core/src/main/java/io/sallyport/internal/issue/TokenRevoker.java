package io.sallyport.internal.issue;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.jwt.Claims;
import io.sallyport.internal.jwt.Login;
import io.sallyport.internal.jwt.OwnClaims;
import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Takes back tokens, sessions, and everything of a person, on all nodes.
 *
 * <p>Every method throws {@link io.sallyport.spi.StoreUnavailableException} if it is not certain
 * that all nodes will know.
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
   * A desk for taking back.
   *
   * @param ownIssuer what our own tokens say as {@code iss}
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
    // The mark of our own, whose sid is a log-in with us; another issuer's is its own affair.
    if (OwnClaims.areIn(claims) && ownIssuer.orElse("").equals(issuer)) {
      revocations.revoke(
          RevocationKey.login(issuer, claims.text("sid")),
          lifetimes.endOfLogin(Login.began(claims), clock.instant()));
    } else if (!id.isEmpty()) {
      revocations.revoke(RevocationKey.token(issuer, id), end(claims));
    } else {
      return false;
    }
    return true;
  }

  /** One token, by the id that its issuer gave it. */
  public void token(String issuer, String id) {
    revocations.revoke(RevocationKey.token(issuer, id), lifetimes.endOfAll(clock.instant()));
  }

  /** A session, and the tokens that were made from it. */
  public void session(String id) {
    Instant now = clock.instant();
    revocations.revoke(RevocationKey.session(id), lifetimes.endOfSession(now));
    revocations.revoke(RevocationKey.login(ownIssuer.orElse(""), id), lifetimes.endOfTokens(now));
  }

  /**
   * Everything of a person that began up to now: our tokens by the moment of their login, those of
   * other issuers by their {@code iat}, which may be ahead of now by the leeway.
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
}
