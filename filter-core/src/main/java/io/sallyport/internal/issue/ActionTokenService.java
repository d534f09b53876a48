package io.sallyport.internal.issue;

import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Issues tokens for one action of one person, and burns each at its first use, on any node. The
 * store is told of each when it is issued: an application with another store, or a store that has
 * forgotten, rejects it instead of using it a second time.
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
   * A desk.
   *
   * @param reader of tokens with {@code sub}, {@code jti} and {@code purpose}
   */
  public static ActionTokenService of(
      TokenStore store, TokenIssuer issuer, OwnTokens reader, Clock clock) {
    return new ActionTokenService(store, issuer, reader, clock);
  }

  /**
   * A token for this purpose and person.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if the store could not be told of it
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

  /** Whether the token could be used; does not use it. */
  public boolean isGood(String unverified) {
    return reader.read(unverified).isPresent();
  }

  /**
   * Uses a token, whatever it is for.
   *
   * @return what and whom it is for; nothing if it is none, over, or used before
   * @throws io.sallyport.spi.StoreUnavailableException if that cannot be known; it may be used up
   */
  public Optional<UsedAction> consume(String unverified) {
    return reader.read(unverified).flatMap(this::burn);
  }

  /**
   * Uses a token for one purpose; one for another is not used up.
   *
   * @return whom it is for; nothing if it is none, over, for another purpose, or used before
   * @throws io.sallyport.spi.StoreUnavailableException if that cannot be known; it may be used up
   */
  public Optional<String> consume(String purpose, String unverified) {
    return reader
        .read(unverified)
        .filter(token -> purpose.equals(token.purpose()))
        .flatMap(this::burn)
        .map(UsedAction::subject);
  }

  private Optional<UsedAction> burn(OwnToken token) {
    // A chain of one token: what stands in its place is known to nobody.
    String used = RevocationKey.token("action-used", RandomId.next());
    return store.rotate(familyKey(token.id()), idKey(token.id()), used) == Rotation.DONE
        ? Optional.of(new UsedAction(token.purpose(), token.subject()))
        : Optional.empty();
  }

  /** What a token was used for. */
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

    /** Names nobody. */
    @Override
    public String toString() {
      return "UsedAction";
    }
  }
}
