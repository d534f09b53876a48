package io.sallyport.internal.startup;

import io.sallyport.internal.background.Background;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.store.JdbcTokenStore;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops the start if the database of the token store answers but cannot be used as it is. A
 * database that does not answer within some seconds is an outage that may end by itself: the
 * application starts, and requests get 503 until then.
 */
final class DatabaseCheck {

  private static final int PATIENCE_SECONDS = 3;

  private final JdbcTokenStore store;
  private final Background background;

  DatabaseCheck(JdbcTokenStore store, Background background) {
    this.store = store;
    this.background = background;
  }

  /**
   * Runs the check.
   *
   * @throws io.sallyport.internal.settings.SettingsException with the problem and its fix
   */
  void run() {
    Problems problems = new Problems();
    findProblem().ifPresent(problem -> problems.add(Setting.STORE, "\"jdbc\": " + problem));
    problems.throwIfAny();
  }

  // On another thread: connection pools wait half a minute for an unavailable database.
  private Optional<String> findProblem() {
    FutureTask<Optional<String>> check = new FutureTask<>(store::findProblem);
    background.run(check);
    try {
      return check.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // A pool may throw any exception. The revocation list reports it as an outage.
      check.cancel(true);
      return Optional.empty();
    } catch (InterruptedException e) {
      check.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
