package io.sallyport.internal.request;

import io.sallyport.identity.CallerIdentity;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the caller that one filter decided for a request, for later dispatches. Other filters have
 * other settings, so they cannot read or change it; neither can code that sets request attributes.
 * A filter decides again about each REQUEST dispatch. A container calls several times in one
 * request, and the first decision is kept.
 *
 * <p>The attribute for access logs is written too, but never read.
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

  /** Keeps the caller, or one of the two marks for an anonymous request. */
  void keep(HttpServletRequest request, Object decided) {
    request.setAttribute(RequestAttributes.CALLER, decided);
    decision.keep(request, decided);
  }

  /** Returns the caller; null if the request is anonymous or not decided yet. */
  @Nullable CallerIdentity caller(HttpServletRequest request) {
    Object decided = find(request);
    return decided instanceof CallerIdentity ? (CallerIdentity) decided : null;
  }

  /** Returns whether the application has logged its caller out. */
  boolean isLoggedOut(HttpServletRequest request) {
    return find(request) == RequestAttributes.LOGGED_OUT;
  }

  private @Nullable Object find(HttpServletRequest request) {
    return containerWide || request.getDispatcherType() != DispatcherType.REQUEST
        ? decision.find(request)
        : null;
  }
}
