package io.sallyport.internal.endpoint;

import io.sallyport.internal.http.Parts;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides which return URLs are sent to the login page and accepted after a login: those that
 * {@link ReturnTarget} accepts and whose path our own path check does not reject.
 */
public final class ReturnTargets {

  private final Predicate<String> pathCheck;

  private ReturnTargets(Predicate<String> pathCheck) {
    this.pathCheck = pathCheck;
  }

  /**
   * Creates the return URLs of an application.
   *
   * @param pathCheck whether a request for this path, as sent, passes the path check
   */
  public static ReturnTargets of(Predicate<String> pathCheck) {
    return new ReturnTargets(pathCheck);
  }

  /** Parses a return URL; empty if it is not accepted. */
  public Optional<ReturnTarget> parse(String text, String contextPath) {
    String path = Parts.before(Parts.before(text, '?'), '#');
    return ReturnTarget.parse(text, contextPath).filter(target -> pathCheck.test(path));
  }
}
