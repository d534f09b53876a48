package io.sallyport.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps the state that all nodes of an application share: revocations, used one-time tokens,
 * refresh token families, login attempts and the sessions of each user.
 *
 * <p>Keys are opaque hashes, so that a store contains no user name, token or session id. Every
 * operation is atomic: its result is true for all nodes at once. A store must not lose what it has
 * acknowledged.
 *
 * <p>Many threads use an implementation at once. An operation may block, but the caller waits at
 * most one second and then treats the store as unavailable. An operation may therefore have been
 * carried out although its caller received an exception. Times come from the callers, whose clocks
 * differ by seconds. An entry must be kept until its time and may be kept longer.
 *
 * <p>A replacement is a public class with a public constructor without arguments, named by the
 * setting {@code auth.store}; one instance serves an application. Its test extends {@code
 * io.sallyport.test.TokenStoreContract} of the test kit, {@code io.sallyport:sallyport-test}.
 */
public interface TokenStore extends AutoCloseable {

  /**
   * Revokes everything that the revocation names. A store has at most one entry per key, with the
   * latest {@code before} and the latest {@code until} of all calls. A call that raises one of them
   * makes the entry new: {@link #revocationsSince} returns it again to nodes that have read it
   * before. A call that raises neither changes nothing.
   *
   * @throws StoreUnavailableException if it is not certain that every node will read it
   */
  void revoke(Revocation revocation);

  /**
   * Reads the next page of revocations since an earlier call. It may repeat revocations of an
   * earlier call. It must not leave out one that was acknowledged before this call began, unless
   * {@link Revocations#hasMore()} announces another page. A page must be small enough to be read
   * within the time that callers wait.
   *
   * <p>A store that lost entries, or was restored from an older copy, answers an older cursor with
   * {@link Revocations#startAgain()}.
   *
   * @param cursor from the earlier call on this object; empty for the first page of all revocations
   *     that have not expired
   * @throws StoreUnavailableException if the store does not answer
   */
  Revocations revocationsSince(String cursor);

  /**
   * Reads the present revocations of these keys. Requests call it while a node has no complete
   * copy: until it has read all pages after its start, and while there are more entries than {@code
   * auth.store.max-revocations}.
   *
   * @param keys only a few
   * @throws StoreUnavailableException if the store does not answer
   */
  List<Revocation> findRevocations(List<String> keys);

  /**
   * Marks a one-time token as used.
   *
   * @param until when the store may delete the mark
   * @return true for exactly one call with this key, also if several nodes call at the same time
   * @throws StoreUnavailableException if the store does not answer; the token may then be marked as
   *     used
   */
  boolean useOnce(String key, Instant until);

  /**
   * Begins a family of refresh tokens: those that follow each other after one login.
   *
   * @param family the key of the family
   * @param first the key of its first token
   * @param until when the family ends, however often its tokens are exchanged
   * @throws StoreUnavailableException if the store does not answer
   */
  void beginFamily(String family, String first, Instant until);

  /**
   * Replaces the current refresh token of a family by the next one. If the presented token is not
   * the current one, the whole family ends in the same step.
   *
   * @return {@link Rotation#DONE} for exactly one call with the current token
   * @throws StoreUnavailableException if the store does not answer
   */
  Rotation rotate(String family, String presented, String next);

  /**
   * Ends a family. Does nothing if it does not exist.
   *
   * @throws StoreUnavailableException if it is not certain that it has ended
   */
  void endFamily(String family);

  /**
   * Counts an attempt. Anonymous clients cause calls with any number of keys, so a store must limit
   * what it keeps. Beyond that limit, keys may share a count: the result may be too high, never too
   * low.
   *
   * @param window begins with the first attempt; when it is over, the count starts again
   * @return the number of attempts in the window, including this one
   * @throws StoreUnavailableException if the store does not answer
   */
  long countAttempt(String key, Duration window);

  /**
   * Deletes the count of a key.
   *
   * @throws StoreUnavailableException if the store does not answer
   */
  void clearAttempts(String key);

  /**
   * Adds a session to the sessions of its owner, as the newest. Expired sessions do not count.
   *
   * @param until when the session has expired at the latest
   * @param maximum number of sessions that an owner may have
   * @return the sessions beyond the maximum, oldest first. A session is returned again by the next
   *     call until it is closed, because the caller may fail to end it.
   * @throws StoreUnavailableException if the store does not answer
   */
  List<String> openSession(String owner, String session, Instant until, int maximum);

  /**
   * Removes a session from the sessions of its owner. Does nothing if it is not there.
   *
   * @throws StoreUnavailableException if the store does not answer
   */
  void closeSession(String owner, String session);

  /** Closes connections; called once, when the application ends. */
  @Override
  void close();
}
