package io.sallyport;

import io.sallyport.identity.CallerIdentity;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Whom one filter found for a request, for the dispatches that follow. Another filter has other
 * settings, so it neither reads nor changes this; nor does anyone who can set request attributes.
 * What a client sent (REQUEST) is decided anew.
 *
 * <p>The attribute for access logs is written beside it, and is read only where the container asks:
 * there is one such integration in an application.
 */
final class DecidedCaller {

  private static final AtomicLong INSTANCES = new AtomicLong();

  private final String attribute = "io.sallyport.decision." + INSTANCES.incrementAndGet();
  private final boolean containerWide;

  DecidedCaller(FrontDoor door) {
    this.containerWide = door.isContainerWide();
  }

  boolean isContainerWide() {
    return containerWide;
  }

  /** Keeps the caller, or one of the two marks of nobody. */
  void keep(HttpServletRequest request, Object decided) {
    request.setAttribute(AuthenticationFilter.CALLER_ATTRIBUTE, decided);
    request.setAttribute(attribute, new Decision(this, decided));
  }

  /** The caller who was found; null if none was, or nobody looked yet. */
  @Nullable CallerIdentity caller(HttpServletRequest request) {
    Object decided = find(request);
    return decided instanceof CallerIdentity ? (CallerIdentity) decided : null;
  }

  /** Whether the application has logged its caller out. */
  boolean isLoggedOut(HttpServletRequest request) {
    return find(request) == AuthenticationFilter.LOGGED_OUT;
  }

  private @Nullable Object find(HttpServletRequest request) {
    if (containerWide) {
      return request.getAttribute(AuthenticationFilter.CALLER_ATTRIBUTE);
    }
    if (request.getDispatcherType() == DispatcherType.REQUEST) {
      return null;
    }
    Object kept = request.getAttribute(attribute);
    return kept instanceof Decision && ((Decision) kept).maker == this
        ? ((Decision) kept).decided
        : null;
  }

  /** Of a type that nobody else can make. */
  private static final class Decision {

    private final DecidedCaller maker;
    private final Object decided;

    private Decision(DecidedCaller maker, Object decided) {
      this.maker = maker;
      this.decided = decided;
    }

    @Override
    public String toString() {
      return decided.toString();
    }
  }
}
