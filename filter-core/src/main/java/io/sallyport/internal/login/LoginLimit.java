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
 * Limits the number of concurrent password checks. A check is expensive by design, and anonymous
 * callers can request it: without a limit they could exhaust the CPU, the heap and the server's
 * threads.
 *
 * <p>It wraps {@link LoginThrottle}, so that an attempt that is rejected here is not counted. The
 * number of waiting callers is limited as well, since each occupies a thread of the server.
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
   * Creates a limit around a check.
   *
   * @param maxChecks maximum number of concurrent checks
   * @param maxWaiting maximum number of waiting callers; further callers are rejected at once
   * @param maxWait maximum time that a caller waits before it is rejected
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
      // The variant with a timeout is fair: without one a new caller would overtake waiting
      // callers.
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
        "too many concurrent password checks: see auth.login.max-concurrent-checks");
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
