package io.sallyport.internal.request;

import io.sallyport.identity.CallerIdentity;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** One dispatch on its way through the filter: decided by the checkpoint, answered here. */
public final class FilterRequestHandler {

  private final RequestParts parts;
  private final HttpServletRequest received;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final RequestHandler reception;

  public FilterRequestHandler(
      RequestParts parts, HttpServletRequest request, HttpServletResponse response) {
    this.parts = parts;
    this.received = request;
    this.request = ContainerRequest.of(request, parts.actions());
    this.response = response;
    this.reception = RequestHandler.atFilter(parts, this.request, response);
  }

  /**
   * What the application throws passes unchanged, but for an outage of ours that met one of its
   * calls: that is no failure of the application's.
   */
  public void through(FilterChain chain) throws IOException, ServletException {
    try {
      goOn(chain);
    } catch (IOException | ServletException | RuntimeException e) {
      // Inside, the passage around answers.
      if (isInside() || !reception.answerOutage(e)) {
        throw e;
      }
    }
  }

  private void goOn(FilterChain chain) throws IOException, ServletException {
    Decision admission = reception.decide(false);
    switch (admission.kind()) {
      case UNJUDGED:
        // Not judged, but watched: the application's login and logout may be here.
        goOnAsReceived(chain);
        break;
      case ADMITTED:
        enter(chain, admission);
        break;
      case ENDPOINT:
        reception.serve(admission);
        break;
      case REFUSED:
        turnAway(chain, admission);
        break;
    }
  }

  private void goOnAsReceived(FilterChain chain) throws IOException, ServletException {
    chain.doFilter(parts.watched(LogoutRequest.of(received, response, parts.actions())), response);
  }

  private void enter(FilterChain chain, Decision admission) throws IOException, ServletException {
    CallerIdentity caller = admission.caller().orElse(null);
    boolean asBefore = isInside() && caller == reception.callerBefore();
    reception.remember(admission.caller());
    HttpServletResponse answer = admission.isPersonal() ? reception.keepOutOfCaches() : response;
    chain.doFilter(
        asBefore
            ? request
            : new AuthenticatedRequest(parts.watched(request), caller, parts.actions(), response),
        answer);
  }

  // A forward or include runs inside the wrapper that is there; error pages and async dispatches
  // may start again from the container's own request.
  private boolean isInside() {
    return request.getDispatcherType() != DispatcherType.REQUEST
        && ContainerRequest.shows(request, parts.actions());
  }

  private void turnAway(FilterChain chain, Decision admission)
      throws IOException, ServletException {
    if (parts.isEnforcing()) {
      reception.remember(admission.caller());
      reception.refuse(admission);
      return;
    }
    reception.report(admission);
    if (admission.caller().isPresent()) {
      enter(chain, admission);
    } else {
      // As if our jar were not there: the container's own caller, if any, is still seen. A logout
      // ends what later requests would be known by.
      goOnAsReceived(chain);
    }
  }
}
