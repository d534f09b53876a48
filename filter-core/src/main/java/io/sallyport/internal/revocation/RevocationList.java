package io.sallyport.internal.revocation;

import io.sallyport.internal.background.Background;
import io.sallyport.spi.Revocation;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Tells whether a token or session is revoked, and revokes it. The answer comes from this node's
 * copy of the store's list, which is updated several times a second, so that a request needs no
 * round trip. A copy older than a second is not used: the request waits for the active read, and
 * gets 503 if the read fails.
 *
 * <p>While the copy is incomplete, each request reads its own keys from the store: after the start
 * until all pages are read, and while the list exceeds the maximum of this node.
 */
public final class RevocationList {

  private static final int DEFAULT_MAX_ENTRIES = 2_000_000;

  private final TokenStore store;
  private final RevocationCopy copy;
  private final CopyUpdates updates;

  private RevocationList(TokenStore store, RevocationCopy copy, CopyUpdates updates) {
    this.store = store;
    this.copy = copy;
    this.updates = updates;
  }

  /** The list of a store that other nodes write to as well. {@link #begin()} starts it. */
  public static RevocationList shared(TokenStore store, Background background, Clock clock) {
    return shared(store, background, clock, DEFAULT_MAX_ENTRIES);
  }

  /**
   * The list of a store that other nodes write to as well, with a maximum.
   *
   * @param maxEntries maximum entries that this node holds; while the store has more, each request
   *     reads from the store
   */
  public static RevocationList shared(
      TokenStore store, Background background, Clock clock, int maxEntries) {
    RevocationCopy copy = RevocationCopy.of(clock, maxEntries);
    RevocationReader reader = new RevocationReader(store, background, copy);
    return new RevocationList(store, copy, PolledUpdates.of(reader, background));
  }

  /** The list of a store that only this node writes to. Its copy is always complete. */
  public static RevocationList ownStore(TokenStore store, Background background, Clock clock) {
    // The store has its own maximum.
    RevocationCopy copy = RevocationCopy.of(clock, Integer.MAX_VALUE);
    return new RevocationList(store, copy, new LocalUpdates(copy, background));
  }

  /** Starts to read the store at an interval. */
  public void begin() {
    updates.begin();
  }

  /**
   * Whether something is revoked.
   *
   * @param what called only if anything is revoked at all, since hashing keys takes time
   * @throws RevocationsUnavailableException if that is unknown now
   */
  public boolean isRevoked(Supplier<RevocationQuery> what) {
    if (updates.isComplete()) {
      updates.requireFresh();
      return !copy.isEmpty() && copy.isRevoked(what.get());
    }
    RevocationQuery query = what.get();
    return copy.isRevoked(query) || isRevokedInStore(query);
  }

  private boolean isRevokedInStore(RevocationQuery query) {
    try {
      for (Revocation found : store.findRevocations(query.keys())) {
        if (query.isRevokedBy(found.key(), found.before().toEpochMilli())) {
          return true;
        }
      }
      return false;
    } catch (StoreUnavailableException e) {
      throw new RevocationsUnavailableException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Revokes everything of an owner that began until a time, on all nodes. Writes nothing if the
   * store has the revocation already, so that a repeated logout costs nothing.
   *
   * @param before revokes what began until then
   * @param until the time from which the revocation is no longer needed
   * @throws StoreUnavailableException if the revocation may not be stored; do not confirm it then
   */
  public void revoke(String key, Instant before, Instant until) {
    Revocation revocation = Revocation.of(key, before, until);
    if (!RevokedEntry.isKey(key)) {
      throw new IllegalArgumentException("not a revocation key");
    }
    if (!copy.covers(revocation)) {
      store.revoke(revocation);
      updates.add(revocation);
    }
  }

  /**
   * Revokes a token, login or session by its id, on all nodes. The time at which it began does not
   * count: the clock of its node or issuer may be ahead of ours.
   *
   * @throws StoreUnavailableException if the revocation may not be stored; do not confirm it then
   */
  public void revoke(String key, Instant until) {
    revoke(key, until, until);
  }

  /** The number of entries on this node. */
  public long size() {
    return copy.size();
  }

  /**
   * Checks that the store can be read now and did not fail in the last seconds. For callers that
   * also use other state in the same store.
   *
   * @throws RevocationsUnavailableException if the store is unavailable or was so a moment ago
   */
  public void requireSteady() {
    updates.requireSteady();
  }

  /** Stops reading the store. */
  public void close() {
    updates.close();
  }
}
