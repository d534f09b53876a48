package io.sallyport.internal.login;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.spi.UserLookup;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits how many passwords are checked at the same time. Checking one is expensive on purpose, and
 * everybody may ask for it: without a limit, anonymous callers could use up the processor, the heap
 * and the server's threads.
 *
 * <p>Stands around {@link LoginThrottle}: an attempt that is rejected here is not counted as a
 * guess. The number of waiting callers is limited as well, since each holds a thread of the server
 * that other requests need.
 */
public final class LoginLimit implements PasswordAuthenticator {

  private final PasswordAuthenticator check;
  private final Semaphore slots;
  private final AtomicInteger waiting = new AtomicInteger();
  private final int maxWaiting;
  private final Duration maxWait;

  private LoginLimit(PasswordAuthenticator check, int maxChecks, int maxWaiting, Duration maxWait) {
    this.check = check;
    this.slots = new Semaphore(maxChecks, true);
    this.maxWaiting = maxWaiting;
    this.maxWait = maxWait;
  }

  /**
   * A limited check.
   *
   * @param maxChecks at the same time
   * @param maxWaiting callers who wait for their turn; more are rejected at once
   * @param maxWait after which a waiting caller is rejected
   */
  public static LoginLimit of(
      PasswordAuthenticator check, int maxChecks, int maxWaiting, Duration maxWait) {
    return new LoginLimit(check, maxChecks, maxWaiting, maxWait);
  }

  /**
   * {@inheritDoc}
   *
   * @throws CredentialOutageException also if too many passwords are being checked
   */
  @Override
  public Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password)
      throws TooManyAttemptsException {
    enter();
    try {
      return check.check(request, name, password);
    } finally {
      slots.release();
    }
  }

  private void enter() {
    try {
      // With a time, even of zero: without one a newcomer would overtake those who wait.
      if (!slots.tryAcquire(0, TimeUnit.NANOSECONDS)) {
        await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
  }

  private void await() throws InterruptedException {
    try {
      if (waiting.incrementAndGet() > maxWaiting
          || !slots.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy();
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  private static CredentialOutageException busy() {
    return new CredentialOutageException(
        "too many passwords are being checked at the same time (auth.login.max-concurrent-checks)");
  }

  @Override
  public UserLookup find(String name) {
    return check.find(name);
  }

  @Override
  public boolean isFinding() {
    return check.isFinding();
  }

  @Override
  public String toString() {
    return "LoginLimit[" + check + "]";
  }
}
