package io.sallyport.internal.request;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.access.RequestPath;
import io.sallyport.internal.container.JaxRsCall;
import io.sallyport.internal.endpoint.EndpointResult;
import io.sallyport.internal.engine.Rejection;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Handles one call of the container: authenticates and authorizes like the filter, and registers
 * the caller with the container.
 */
final class ContainerRequestHandler {

  private final RequestParts parts;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final CallerRegistration registration;
  private final RequestHandler handler;

  /**
   * Creates the handler of one call.
   *
   * @param registration registers the caller with the container
   */
  ContainerRequestHandler(
      RequestParts parts,
      HttpServletRequest request,
      HttpServletResponse response,
      CallerRegistration registration) {
    this.parts = parts;
    this.request = request;
    this.response = response;
    this.registration = registration;
    this.handler = RequestHandler.inCall(parts, request, response);
  }

  /**
   * Decides, and registers the caller.
   *
   * @throws IOException if the response cannot be written or the container rejects the caller
   */
  ContainerOutcome handle() throws IOException, ServletException {
    Object loggedIn = parts.marks().loginSeen().find(request);
    ContainerOutcome outcome =
        loggedIn instanceof CallerIdentity ? register((CallerIdentity) loggedIn) : decide();
    // Set last: if a request fails before and is served nevertheless, our filter decides about it.
    parts.marks().handled().keep(request, true);
    if (outcome != ContainerOutcome.ANSWERED) {
      return outcome;
    }
    // Open Liberty continues to the application nevertheless.
    parts.marks().answered().keep(request, true);
    return response.getStatus() < HttpServletResponse.SC_MULTIPLE_CHOICES
        ? outcome
        : ContainerOutcome.REJECTED;
  }

  private ContainerOutcome decide() throws IOException, ServletException {
    Decision decision = handler.decide(registration.isCallerRequired());
    switch (decision.kind()) {
      case EXEMPT:
        return exempt();
      case AUTHORIZED:
        return authorized(decision);
      case ENDPOINT:
        return serve(decision);
      default:
        return reject(decision);
    }
  }

  private ContainerOutcome register(CallerIdentity caller) throws IOException {
    registration.register(request, caller, handler.callerBefore());
    handler.keep(Optional.of(caller));
    return ContainerOutcome.AUTHENTICATED;
  }

  // Under a constraint, the container does not show the login page to an anonymous caller. A
  // forward is not subject to constraints (Servlet 5.0, 13.2); FORM login also forwards to its
  // page.
  private ContainerOutcome exempt() throws IOException, ServletException {
    if (!registration.isCallerRequired()) {
      return ContainerOutcome.ANONYMOUS;
    }
    if (isShown()) {
      // The page itself requires a caller: showing it again would not end.
      handler.reject(Decision.rejected(Rejection.AUTHENTICATION_REQUIRED, "login page"));
      return ContainerOutcome.ANSWERED;
    }
    parts.marks().loginPageShown().keep(request, true);
    request.getRequestDispatcher(RequestPath.of(request).text()).forward(request, response);
    return ContainerOutcome.ANSWERED;
  }

  // Shown by us, or by the container if the page is under no constraint.
  private boolean isShown() {
    return parts.marks().loginPageShown().isKept(request)
        || parts.marks().handled().isKept(request);
  }

  private ContainerOutcome authorized(Decision decision) throws IOException {
    Optional<CallerIdentity> caller = decision.caller();
    if (caller.isPresent()) {
      registration.register(request, caller.get(), handler.callerBefore());
    }
    handler.keep(caller);
    if (caller.isPresent() && (decision.isCallerRequired() || registration.isCallerRequired())) {
      // A header of the application replaces ours.
      boolean set = handler.preventCaching() != response;
      parts.marks().uncached().keep(request, set);
    }
    return caller.isPresent() ? ContainerOutcome.AUTHENTICATED : ContainerOutcome.ANONYMOUS;
  }

  private ContainerOutcome serve(Decision decision) throws IOException {
    Optional<AuthPrincipal> begun = handler.serve(decision).flatMap(EndpointResult::begun);
    if (begun.isEmpty()) {
      return ContainerOutcome.ANSWERED;
    }
    // Registered now, with the answer that sets the cookie of the new session. With the next
    // request, Tomcat would change the session ID while the browser already uses it.
    ContainerOutcome outcome = register(CallerIdentity.ofSession(begun.get()));
    parts.marks().answered().keep(request, true);
    return outcome;
  }

  private ContainerOutcome reject(Decision decision) throws IOException {
    if (isAnonymousInJaxRs(decision)) {
      parts.rejectionHandler().hint(response);
      return ContainerOutcome.ANONYMOUS;
    }
    // If the container requires a caller, a caller is needed also with auth.enforce=report.
    boolean reportOnly =
        !parts.isEnforcing() && (decision.caller().isPresent() || !registration.isCallerRequired());
    if (reportOnly) {
      handler.report(decision);
      return authorized(decision);
    }
    handler.keep(decision.caller());
    handler.reject(decision);
    return ContainerOutcome.ANSWERED;
  }

  // The request was authorized when it arrived; now the server's JAX-RS requests the caller.
  private boolean isAnonymousInJaxRs(Decision decision) {
    boolean anonymous =
        decision.requireRejection() == Rejection.AUTHENTICATION_REQUIRED
            || decision.ignored().isPresent();
    return anonymous
        && decision.caller().isEmpty()
        && parts.marks().handled().isKept(request)
        && JaxRsCall.isRunning();
  }
}
