package io.sallyport.internal.request;

import io.sallyport.identity.CallerIdentity;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Handles one dispatch in a filter: continues with the chain or answers. */
public final class FilterRequestHandler {

  private final RequestParts parts;
  private final HttpServletRequest received;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final RequestHandler handler;

  /** Creates the handler of one dispatch. */
  public FilterRequestHandler(
      RequestParts parts, HttpServletRequest request, HttpServletResponse response) {
    this.parts = parts;
    this.received = request;
    this.request = ContainerRequest.of(request, parts.actions());
    this.response = response;
    this.handler = RequestHandler.inFilter(parts, this.request, response);
  }

  /**
   * Handles the dispatch. Exceptions of the application pass unchanged. An outage of ours inside a
   * call of the application is answered with 503.
   */
  public void handle(FilterChain chain) throws IOException, ServletException {
    try {
      decide(chain);
    } catch (IOException | ServletException | RuntimeException e) {
      // Inside another dispatch, the handler of that dispatch answers.
      if (isInside() || !handler.answerOutage(e)) {
        throw e;
      }
    }
  }

  private void decide(FilterChain chain) throws IOException, ServletException {
    Decision decision = handler.decide(false);
    switch (decision.kind()) {
      case EXEMPT:
        // The session is watched here too: the application's login and logout may be on this path.
        continueAsReceived(chain);
        break;
      case AUTHORIZED:
        continueWithCaller(chain, decision);
        break;
      case ENDPOINT:
        handler.serve(decision);
        break;
      case REJECTED:
        reject(chain, decision);
        break;
    }
  }

  private void continueAsReceived(FilterChain chain) throws IOException, ServletException {
    chain.doFilter(parts.watched(LogoutRequest.of(received, response, parts.actions())), response);
  }

  private void continueWithCaller(FilterChain chain, Decision decision)
      throws IOException, ServletException {
    CallerIdentity caller = decision.caller().orElse(null);
    boolean asBefore = isInside() && caller == handler.callerBefore();
    handler.keep(decision.caller());
    HttpServletResponse answer = decision.isCallerRequired() ? handler.preventCaching() : response;
    chain.doFilter(
        asBefore
            ? request
            : new AuthenticatedRequest(parts.watched(request), caller, parts.actions(), response),
        answer);
  }

  // A FORWARD or INCLUDE runs inside the wrapper of its request. ERROR and ASYNC dispatches may
  // start from the container's own request.
  private boolean isInside() {
    return request.getDispatcherType() != DispatcherType.REQUEST
        && ContainerRequest.shows(request, parts.actions());
  }

  private void reject(FilterChain chain, Decision decision) throws IOException, ServletException {
    if (parts.isEnforcing()) {
      handler.keep(decision.caller());
      handler.reject(decision);
      return;
    }
    handler.report(decision);
    if (decision.caller().isPresent()) {
      continueWithCaller(chain, decision);
    } else {
      // As without our jar, the container's caller is still shown. A logout ends the credentials of
      // later requests.
      continueAsReceived(chain);
    }
  }
}
