package io.sallyport.internal.issue;

import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Issues one-time tokens for one action of one user. A token can be used once, on any node. Each
 * token is written to the store when it is issued. An application with another store, or a store
 * that lost its data, therefore rejects the token instead of accepting it twice.
 */
public final class ActionTokenService {

  private final TokenStore store;
  private final TokenIssuer issuer;
  private final OwnTokens reader;
  private final Clock clock;

  private ActionTokenService(TokenStore store, TokenIssuer issuer, OwnTokens reader, Clock clock) {
    this.store = store;
    this.issuer = issuer;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Creates the service.
   *
   * @param reader verifies action tokens
   */
  public static ActionTokenService of(
      TokenStore store, TokenIssuer issuer, OwnTokens reader, Clock clock) {
    return new ActionTokenService(store, issuer, reader, clock);
  }

  /**
   * Issues a token for a purpose and a user.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if it could not be written to the store
   */
  public String issue(String purpose, String subject, Duration lifetime) {
    String id = RandomId.next();
    Instant end = clock.instant().plus(lifetime);
    store.beginFamily(familyKey(id), idKey(id), end);
    return issuer.action(purpose, subject, id, end);
  }

  private static String familyKey(String id) {
    return RevocationKey.token("action", id);
  }

  private static String idKey(String id) {
    return RevocationKey.token("action-use", id);
  }

  /** Whether a token is valid, apart from its use. Does not use it. */
  public boolean isValid(String unverified) {
    return reader.read(unverified).isPresent();
  }

  /**
   * Uses a token for any purpose.
   *
   * @return its purpose and user; empty if it is invalid, expired or used
   * @throws io.sallyport.spi.StoreUnavailableException if that is unknown; it may be used now
   */
  public Optional<UsedAction> consume(String unverified) {
    return reader.read(unverified).flatMap(this::use);
  }

  /**
   * Uses a token for one purpose. A token for another purpose stays unused.
   *
   * @return its user; empty if it is invalid, expired, used or for another purpose
   * @throws io.sallyport.spi.StoreUnavailableException if that is unknown; it may be used now
   */
  public Optional<String> consume(String purpose, String unverified) {
    return reader
        .read(unverified)
        .filter(token -> purpose.equals(token.purpose()))
        .flatMap(this::use)
        .map(UsedAction::subject);
  }

  private Optional<UsedAction> use(OwnToken token) {
    // A family of one token, which has no successor.
    String used = RevocationKey.token("action-used", RandomId.next());
    return store.rotate(familyKey(token.id()), idKey(token.id()), used) == Rotation.DONE
        ? Optional.of(new UsedAction(token.purpose(), token.subject()))
        : Optional.empty();
  }

  /** The purpose and user of a token that was used. */
  public static final class UsedAction {

    private final String purpose;
    private final String subject;

    private UsedAction(String purpose, String subject) {
      this.purpose = purpose;
      this.subject = subject;
    }

    public String purpose() {
      return purpose;
    }

    public String subject() {
      return subject;
    }

    /** Without purpose and user. */
    @Override
    public String toString() {
      return "UsedAction";
    }
  }
}
