package io.sallyport.internal.request;

import io.sallyport.identity.CallerIdentity;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Whom one filter found for a request, for the dispatches that follow. Another filter has other
 * settings, so it neither reads nor changes this; nor does anyone who can set request attributes.
 * What a client sent (REQUEST) a filter decides anew; where the container asks, it asks several
 * times in one request, and the decision stands.
 *
 * <p>The attribute for access logs is written beside it, and never read.
 */
public final class DecidedCaller {

  private final OwnAttribute decision = new OwnAttribute("decision");
  private final boolean containerWide;

  public DecidedCaller(Integration integration) {
    this.containerWide = integration.isContainerWide();
  }

  boolean isContainerWide() {
    return containerWide;
  }

  /** Keeps the caller, or one of the two marks of nobody. */
  void keep(HttpServletRequest request, Object decided) {
    request.setAttribute(RequestAttributes.CALLER, decided);
    decision.keep(request, decided);
  }

  /** The caller who was found; null if none was, or nobody looked yet. */
  @Nullable CallerIdentity caller(HttpServletRequest request) {
    Object decided = find(request);
    return decided instanceof CallerIdentity ? (CallerIdentity) decided : null;
  }

  /** Whether the application has logged its caller out. */
  boolean isLoggedOut(HttpServletRequest request) {
    return find(request) == RequestAttributes.LOGGED_OUT;
  }

  private @Nullable Object find(HttpServletRequest request) {
    return containerWide || request.getDispatcherType() != DispatcherType.REQUEST
        ? decision.find(request)
        : null;
  }
}
