package io.sallyport.internal.key;

import io.sallyport.internal.background.Background;
import io.sallyport.internal.background.Background.Later;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are read again in the background: ahead of the end of their interval, sooner when a
 * token names one that is not there. One look at a time, whoever asks for it. While the document
 * cannot be read the keys of before stay, for as long as the policy says.
 */
public final class RefreshedKeys implements VerificationKeys {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  // More than these would take the server's threads from requests that need no look.
  private static final int MOST_WAITING = 32;

  private final KeyDocument document;
  private final List<String> allowed;
  private final RefreshPolicy policy;
  private final Background background;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Object lock = new Object();

  private volatile @Nullable Confirmed confirmed;
  private volatile String trouble = "they have not been read yet";

  // These are guarded by the lock.
  private @Nullable CountDownLatch look;
  private @Nullable Later next;
  private @Nullable Long forcedAt;
  private int failures;
  private boolean closed;

  private RefreshedKeys(
      KeyDocument document, List<String> allowed, RefreshPolicy policy, Background background) {
    this.document = document;
    this.allowed = List.copyOf(allowed);
    this.policy = policy;
    this.background = background;
  }

  /**
   * Keys that nobody has read yet: {@link #begin()} does.
   *
   * @param allowed the algorithms they may be used with; empty: the usual one for each
   */
  public static RefreshedKeys of(
      KeyDocument document, List<String> allowed, RefreshPolicy policy, Background background) {
    return new RefreshedKeys(document, allowed, policy, background);
  }

  /**
   * Takes a text that somebody has read already, so that there are keys from the start.
   *
   * @throws KeyFormatException if no key of it can be used
   */
  public void accept(String text) throws KeyFormatException {
    accept(PublicKeys.parse(text, allowed), text, background.nanoTime());
    trouble = "";
  }

  /** Looks for the first time, in the background, and from then on again and again. */
  public void begin() {
    synchronized (lock) {
      startLook();
    }
  }

  /**
   * Waits for the first look.
   *
   * @return what is wrong, for the operator; empty if there are keys
   */
  public String awaitFirst() {
    try {
      current();
      return "";
    } catch (KeysUnavailableException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public KeySet current() {
    Confirmed keys = confirmed;
    if (keys == null) {
      await(lookUnderWay());
      keys = confirmed;
    }
    if (keys == null) {
      throw new KeysUnavailableException("no keys from " + document + ": " + trouble);
    }
    if (isTooOld(keys)) {
      throw new KeysUnavailableException(
          "the keys from " + document + " are older than allowed: " + trouble);
    }
    return keys.keys;
  }

  private boolean isTooOld(Confirmed keys) {
    return background.nanoTime() - keys.at > policy.lifetime().toNanos();
  }

  private boolean areThereKeys() {
    Confirmed keys = confirmed;
    return keys != null && !isTooOld(keys);
  }

  @Override
  public KeySet renewed(String algorithm) {
    // What no key of ours can be used with is not worth a look: a token that asks for HMAC, say.
    if (KeyAlgorithm.isPublic(algorithm) && (allowed.isEmpty() || allowed.contains(algorithm))) {
      await(lookNow());
      if (!trouble.isEmpty()) {
        throw new KeysUnavailableException("a key is missing from " + document + ": " + trouble);
      }
    }
    return current();
  }

  private @Nullable CountDownLatch lookUnderWay() {
    synchronized (lock) {
      return look;
    }
  }

  // The look that is under way, or a new one unless there has just been one for the same reason.
  private @Nullable CountDownLatch lookNow() {
    synchronized (lock) {
      long now = background.nanoTime();
      boolean justForced = forcedAt != null && now - forcedAt < policy.forcedInterval().toNanos();
      if (look == null && !justForced) {
        forcedAt = now;
        startLook();
      }
      return look;
    }
  }

  private void startLook() {
    if (look != null || closed) {
      return;
    }
    if (next != null) {
      next.cancel();
    }
    CountDownLatch started = new CountDownLatch(1);
    look = started;
    background.run(() -> carryOut(started));
  }

  private void carryOut(CountDownLatch started) {
    String failure = "a defect, see the server's log";
    try {
      // The moment before: what is withdrawn while we read counts as read too late.
      long now = background.nanoTime();
      confirm(document.read(), now);
      failure = "";
    } catch (IOException | KeyFormatException e) {
      failure = String.valueOf(e.getMessage());
    } finally {
      finish(started, failure);
    }
  }

  // The set of before stays the very same where nothing has changed: what was verified with it
  // need not be verified again.
  private void confirm(String text, long now) throws KeyFormatException {
    Confirmed before = confirmed;
    if (before != null && before.text.equals(text)) {
      confirmed = new Confirmed(before.keys, text, now);
      return;
    }
    PublicKeys read = PublicKeys.parse(text, allowed);
    accept(read, text, now);
    List<String> lines = new ArrayList<>(read.keySet().describe());
    if (before != null && !new HashSet<>(before.keys.describe()).containsAll(lines)) {
      endCoolDown();
    }
    lines.addAll(read.warnings());
    LOGGER.log(Level.INFO, "keys from " + document + ": " + String.join("; ", lines));
  }

  // Only the issuer can bring a key, so nobody can make us look again and again by this: who names
  // unknown ones brings none. Without it a second new key would be refused that follows soon.
  private void endCoolDown() {
    synchronized (lock) {
      forcedAt = null;
    }
  }

  private void accept(PublicKeys read, String text, long now) {
    confirmed = new Confirmed(read.keySet(), text, now);
  }

  private void finish(CountDownLatch started, String failure) {
    tell(failure);
    trouble = failure;
    synchronized (lock) {
      failures = failure.isEmpty() ? 0 : failures + 1;
      look = null;
      if (!closed) {
        next =
            background.after(
                failures == 0 ? policy.untilNext() : policy.untilRetry(failures, areThereKeys()),
                this::begin);
      }
    }
    started.countDown();
  }

  // The first of several failures is the news, and the end of them.
  private void tell(String failure) {
    if (failure.equals(trouble)) {
      return;
    }
    if (!failure.isEmpty()) {
      String then = confirmed == null ? "tokens are answered with 503" : "those of before stay";
      LOGGER.log(
          Level.WARNING, "keys cannot be read from " + document + ": " + failure + "; " + then);
    } else if (isFailing()) {
      LOGGER.log(Level.INFO, "keys from " + document + " can be read again");
    }
  }

  private boolean isFailing() {
    synchronized (lock) {
      return failures > 0;
    }
  }

  private void await(@Nullable CountDownLatch awaited) {
    if (awaited == null) {
      return;
    }
    if (!waiting.tryAcquire()) {
      throw new KeysUnavailableException("too many requests wait for keys from " + document);
    }
    try {
      if (!awaited.await(policy.patience().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new KeysUnavailableException("keys from " + document + " are still awaited");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeysUnavailableException("the server interrupts who waits for keys");
    } finally {
      waiting.release();
    }
  }

  @Override
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add("from " + document);
    Confirmed keys = confirmed;
    if (keys != null) {
      lines.addAll(keys.keys.describe());
    }
    return lines;
  }

  /** Looks no more; ends a look that is under way. */
  public void close() {
    synchronized (lock) {
      closed = true;
      if (next != null) {
        next.cancel();
      }
    }
    document.abort();
  }

  /** Keys, the text they were written in, and when it was last seen to say so. */
  private static final class Confirmed {

    private final KeySet keys;
    private final String text;
    private final long at;

    private Confirmed(KeySet keys, String text, long at) {
      this.keys = keys;
      this.text = text;
      this.at = at;
    }
  }
}
