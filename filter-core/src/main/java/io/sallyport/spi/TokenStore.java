package io.sallyport.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the nodes of an application must agree on: what was taken back, what was used up, whose turn
 * it is in a chain of refresh tokens, how often somebody guessed, who has which sessions.
 *
 * <p>Keys are opaque: hashes, so that no name, token or session id lies in a store. What an
 * operation returns must be true for all nodes at once; that is why each is one step and not two.
 * Nothing that was acknowledged may be lost while the store lives.
 *
 * <p>Implementations are used by many threads. They may block: whoever calls waits no longer than a
 * second and then takes the store for unavailable; an operation may therefore have happened though
 * its caller was told that it failed. Times come from the callers, whose clocks differ by seconds;
 * entries must live until their time is over and may live longer.
 *
 * <p>A replacement is a public class with a public constructor without arguments, named by the
 * setting {@code auth.store}; one instance serves an application. It must pass {@code
 * TokenStoreContract} of the test jar.
 */
public interface TokenStore extends AutoCloseable {

  /**
   * Takes something back. A store holds at most one entry for a key: its {@code before} and its
   * {@code until} are the latest that any call gave. A call that raises one of them makes the entry
   * new, so that {@link #revocationsSince} returns it again to those who have read it before. A
   * call that raises neither changes nothing.
   *
   * @throws StoreUnavailableException if it is not certain that every node will learn of it
   */
  void revoke(Revocation revocation);

  /**
   * The next page of what was taken back since an earlier call. May repeat what an earlier call
   * returned; may never leave out what was acknowledged before this call began, unless {@link
   * Revocations#hasMore()} says that it follows. A page is small enough to be read within the time
   * that callers wait.
   *
   * <p>A store that lost entries, or was restored from an older copy, answers a cursor from before
   * with {@link Revocations#startAgain()}.
   *
   * @param cursor from the earlier call on this object; empty for the first page of everything that
   *     is not over yet
   * @throws StoreUnavailableException if the store does not answer
   */
  Revocations revocationsSince(String cursor);

  /**
   * What was taken back under these keys, as it is at this moment. Requests call it while a node
   * has no complete copy: until it has read all pages after its start, and while there are more
   * entries than it may hold ({@code auth.store.max-revocations}).
   *
   * @param keys some few
   * @throws StoreUnavailableException if the store does not answer
   */
  List<Revocation> findRevocations(List<String> keys);

  /**
   * Uses something up.
   *
   * @param until when the store may forget that it was used
   * @return true for exactly one call with this key, on whichever node and however many at once
   * @throws StoreUnavailableException if the store does not answer; it may be used up all the same
   */
  boolean useOnce(String key, Instant until);

  /**
   * Begins a chain of refresh tokens.
   *
   * @param family names the chain
   * @param first the key of its first token
   * @param until the chain's end, however often it is used
   * @throws StoreUnavailableException if the store does not answer
   */
  void beginFamily(String family, String first, Instant until);

  /**
   * Puts the next token of a chain in the place of the one presented. If another than the current
   * one is presented the whole chain ends, in the same step.
   *
   * @return {@link Rotation#DONE} for exactly one call with the current token
   * @throws StoreUnavailableException if the store does not answer
   */
  Rotation rotate(String family, String presented, String next);

  /**
   * Ends a chain; nothing happens if there is none.
   *
   * @throws StoreUnavailableException if it is not certain that it has ended
   */
  void endFamily(String family);

  /**
   * Counts one more attempt. Callers choose the keys, and anonymous clients the callers' keys: a
   * store bounds what it keeps, whatever number of keys it is given. Beyond its bound keys may
   * share a count. The result may then be too high, never too low.
   *
   * @param window from the first attempt on; then counting begins anew
   * @return how many there were in the window, this one included
   * @throws StoreUnavailableException if the store does not answer
   */
  long countAttempt(String key, Duration window);

  /**
   * Forgets the attempts.
   *
   * @throws StoreUnavailableException if the store does not answer
   */
  void clearAttempts(String key);

  /**
   * Adds a session to those of its owner, as the newest. One that is over counts no more.
   *
   * @param until when the session is over at the latest
   * @param most how many an owner may have
   * @return the sessions that are too many, oldest first; each of them again next time, until it is
   *     closed: whoever is told of one may fail to end it
   * @throws StoreUnavailableException if the store does not answer
   */
  List<String> openSession(String owner, String session, Instant until, int most);

  /**
   * Takes a session from its owner's; nothing happens if it is not there.
   *
   * @throws StoreUnavailableException if the store does not answer
   */
  void closeSession(String owner, String session);

  /** Lets go of connections; called once, when the application ends. */
  @Override
  void close();
}
