package io.sallyport.internal.request;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.access.RequestPath;
import io.sallyport.internal.container.ContainerLogin;
import io.sallyport.internal.container.JaxRsCall;
import io.sallyport.internal.endpoint.EndpointResult;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.session.SessionRegistration;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;

/**
 * One question of the container's: who is this, and may they? Decided by the same checkpoint as in
 * the filter, answered by the same responder; who it is, the container is told.
 */
final class ContainerRequestHandler {

  private final RequestParts parts;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final ContainerLogin login;
  private final boolean remembered;
  private final RequestHandler reception;

  /**
   * One question.
   *
   * @param remembered whether the container shall remember the callers of sessions
   */
  ContainerRequestHandler(
      RequestParts parts,
      HttpServletRequest request,
      HttpServletResponse response,
      ContainerLogin login,
      boolean remembered) {
    this.parts = parts;
    this.request = request;
    this.response = response;
    this.login = login;
    this.remembered = remembered;
    this.reception = RequestHandler.inCall(parts, request, response);
  }

  /**
   * Decides and tells.
   *
   * @throws IOException if the response cannot be written or the container refuses the caller
   */
  ContainerOutcome open() throws IOException, ServletException {
    Object loggedIn = parts.marks().loginSeen().find(request);
    ContainerOutcome outcome =
        loggedIn instanceof CallerIdentity ? welcome((CallerIdentity) loggedIn) : decide();
    // Only now: what fails on the way here, and is served nevertheless, is judged by our filter.
    parts.marks().judged().keep(request, true);
    if (outcome != ContainerOutcome.ANSWERED) {
      return outcome;
    }
    // Open Liberty goes on to the application nevertheless.
    parts.marks().answered().keep(request, true);
    return response.getStatus() < HttpServletResponse.SC_MULTIPLE_CHOICES
        ? outcome
        : ContainerOutcome.REJECTED;
  }

  private ContainerOutcome decide() throws IOException, ServletException {
    Decision admission = reception.decide(login.isCallerDemanded());
    switch (admission.kind()) {
      case UNJUDGED:
        return pass();
      case ADMITTED:
        return enter(admission);
      case ENDPOINT:
        return serve(admission);
      default:
        return turnAway(admission);
    }
  }

  // The application's own login has just put its user into the session, and wants nothing judged.
  private ContainerOutcome welcome(CallerIdentity caller) throws IOException {
    tell(caller);
    reception.remember(Optional.of(caller));
    return ContainerOutcome.AUTHENTICATED;
  }

  // Behind a constraint the container would not show the login page to nobody; a forward is not
  // subject to constraints (Servlet 5.0, 13.2), and FORM login has always shown its page so.
  private ContainerOutcome pass() throws IOException, ServletException {
    if (!login.isCallerDemanded()) {
      return ContainerOutcome.ANONYMOUS;
    }
    if (isAtWork()) {
      // The page itself asks for a caller: showing it again would never end.
      reception.refuse(Decision.refused(Rejection.AUTHENTICATION_REQUIRED, "login page"));
      return ContainerOutcome.ANSWERED;
    }
    parts.marks().loginPageShown().keep(request, true);
    request.getRequestDispatcher(RequestPath.of(request).text()).forward(request, response);
    return ContainerOutcome.ANSWERED;
  }

  // Shown by us, or, where no constraint is about it, by the container.
  private boolean isAtWork() {
    return parts.marks().loginPageShown().isKept(request) || parts.marks().judged().isKept(request);
  }

  private ContainerOutcome enter(Decision admission) throws IOException {
    Optional<CallerIdentity> caller = admission.caller();
    if (caller.isPresent()) {
      tell(caller.get());
    }
    reception.remember(caller);
    if (caller.isPresent() && (admission.isPersonal() || login.isCallerDemanded())) {
      // The application's own header shall take its place.
      boolean set = reception.keepOutOfCaches() != response;
      parts.marks().uncached().keep(request, set);
    }
    return caller.isPresent() ? ContainerOutcome.AUTHENTICATED : ContainerOutcome.ANONYMOUS;
  }

  private ContainerOutcome serve(Decision admission) throws IOException {
    Optional<AuthPrincipal> begun = reception.serve(admission).flatMap(EndpointResult::begun);
    if (begun.isEmpty()) {
      return ContainerOutcome.ANSWERED;
    }
    // Told now, with the answer that brings the new session's cookie: were it told with the next
    // request, Tomcat would change the session's id while the browser already uses it.
    CallerIdentity caller = CallerIdentity.ofSession(begun.get());
    tell(caller);
    reception.remember(Optional.of(caller));
    parts.marks().answered().keep(request, true);
    return ContainerOutcome.AUTHENTICATED;
  }

  private ContainerOutcome turnAway(Decision admission) throws IOException {
    if (isAnonymousInJaxRs(admission)) {
      parts.rejectionHandler().hint(response);
      return ContainerOutcome.ANONYMOUS;
    }
    // A caller whom the container demands cannot be made up, not even for a report.
    boolean letThrough =
        !parts.isEnforcing() && (admission.caller().isPresent() || !login.isCallerDemanded());
    if (letThrough) {
      reception.report(admission);
      return enter(admission);
    }
    reception.remember(admission.caller());
    reception.refuse(admission);
    return ContainerOutcome.ANSWERED;
  }

  // The request was admitted when it came; now the server's JAX-RS wants to see who it is.
  private boolean isAnonymousInJaxRs(Decision admission) {
    boolean anonymous =
        admission.requireRejection() == Rejection.AUTHENTICATION_REQUIRED
            || admission.ignored().isPresent();
    return anonymous
        && admission.caller().isEmpty()
        && parts.marks().judged().isKept(request)
        && JaxRsCall.isAsked();
  }

  private void tell(CallerIdentity caller) throws IOException {
    // Here only our own sources are containerStorage, and they make no other principals.
    AuthPrincipal principal = (AuthPrincipal) caller.principal();
    boolean lasting = principal.source() != AuthSource.TOKEN && remembered;
    Principal known = request.getUserPrincipal();
    // Every server shows the object that it was told. Of the same name alone may be another
    // application's caller, whom a server with single sign-on shows, with roles of their own.
    if (principal.equals(known) && isKnownToContainer(caller, principal, lasting)) {
      login.tellAgain(known);
      return;
    }
    login.tell(principal, lasting);
    if (lasting) {
      SessionRegistration.record(request, principal);
    }
  }

  private boolean isKnownToContainer(
      CallerIdentity caller, AuthPrincipal principal, boolean lasting) {
    return lasting
        ? SessionRegistration.isOf(request, principal)
        : caller == reception.callerBefore();
  }
}
