package io.sallyport.internal.endpoint;

import io.sallyport.internal.http.Parts;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which return URLs are issued, and accepted after a login: those that {@link ReturnTarget} takes
 * and that our own path check would not reject when the browser gets there.
 */
public final class ReturnTargets {

  private final Predicate<String> pathCheck;

  private ReturnTargets(Predicate<String> pathCheck) {
    this.pathCheck = pathCheck;
  }

  /**
   * Return URLs of one application.
   *
   * @param pathCheck whether a request for this path, as sent, would be looked at
   */
  public static ReturnTargets of(Predicate<String> pathCheck) {
    return new ReturnTargets(pathCheck);
  }

  /** The target, if it is one. */
  public Optional<ReturnTarget> parse(String text, String contextPath) {
    String path = Parts.before(Parts.before(text, '?'), '#');
    return ReturnTarget.parse(text, contextPath).filter(target -> pathCheck.test(path));
  }
}
