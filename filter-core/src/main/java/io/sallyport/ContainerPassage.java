package io.sallyport;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.access.RequestPath;
import io.sallyport.internal.container.ContainerLogin;
import io.sallyport.internal.container.JaxRsQuestion;
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
final class ContainerPassage {

  /** What has become of the request. */
  enum Outcome {
    /** The container has been told who it is. */
    CALLER,
    /** Nobody is known, and nobody need be. */
    NOBODY,
    /** We have answered; the application is not asked. */
    ANSWERED,
    /** We have refused, or sent elsewhere; the application is not asked. */
    TURNED_AWAY
  }

  private final Assembly parts;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final ContainerLogin login;
  private final boolean remembered;
  private final Reception reception;

  /**
   * One question.
   *
   * @param remembered whether the container shall remember the callers of sessions
   */
  ContainerPassage(
      Assembly parts,
      HttpServletRequest request,
      HttpServletResponse response,
      ContainerLogin login,
      boolean remembered) {
    this.parts = parts;
    this.request = request;
    this.response = response;
    this.login = login;
    this.remembered = remembered;
    this.reception = Reception.inCall(parts, request, response);
  }

  /**
   * Decides and tells.
   *
   * @throws IOException if the response cannot be written or the container refuses the caller
   */
  Outcome open() throws IOException, ServletException {
    Object loggedIn = parts.marks().loginSeen().find(request);
    Outcome outcome =
        loggedIn instanceof CallerIdentity ? welcome((CallerIdentity) loggedIn) : decide();
    // Only now: what fails on the way here, and is served nevertheless, is judged by our filter.
    parts.marks().judged().keep(request, true);
    if (outcome != Outcome.ANSWERED) {
      return outcome;
    }
    // Open Liberty goes on to the application nevertheless.
    parts.marks().answered().keep(request, true);
    return response.getStatus() < HttpServletResponse.SC_MULTIPLE_CHOICES
        ? outcome
        : Outcome.TURNED_AWAY;
  }

  private Outcome decide() throws IOException, ServletException {
    Admission admission = reception.decide(login.isCallerDemanded());
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
  private Outcome welcome(CallerIdentity caller) throws IOException {
    tell(caller);
    reception.remember(Optional.of(caller));
    return Outcome.CALLER;
  }

  // Behind a constraint the container would not show the login page to nobody; a forward is not
  // subject to constraints (Servlet 5.0, 13.2), and FORM login has always shown its page so.
  private Outcome pass() throws IOException, ServletException {
    if (!login.isCallerDemanded()) {
      return Outcome.NOBODY;
    }
    if (isAtWork()) {
      // The page itself asks for a caller: showing it again would never end.
      reception.refuse(Admission.refused(Rejection.AUTHENTICATION_REQUIRED, "on the login page"));
      return Outcome.ANSWERED;
    }
    parts.marks().loginPageShown().keep(request, true);
    request.getRequestDispatcher(RequestPath.of(request).text()).forward(request, response);
    return Outcome.ANSWERED;
  }

  // Shown by us, or, where no constraint is about it, by the container.
  private boolean isAtWork() {
    return parts.marks().loginPageShown().isKept(request) || parts.marks().judged().isKept(request);
  }

  private Outcome enter(Admission admission) throws IOException {
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
    return caller.isPresent() ? Outcome.CALLER : Outcome.NOBODY;
  }

  private Outcome serve(Admission admission) throws IOException {
    Optional<AuthPrincipal> begun = reception.serve(admission).flatMap(EndpointResult::begun);
    if (begun.isEmpty()) {
      return Outcome.ANSWERED;
    }
    // Told now, with the answer that brings the new session's cookie: were it told with the next
    // request, Tomcat would change the session's id while the browser already uses it.
    CallerIdentity caller = CallerIdentity.ofSession(begun.get());
    tell(caller);
    reception.remember(Optional.of(caller));
    parts.marks().answered().keep(request, true);
    return Outcome.CALLER;
  }

  private Outcome turnAway(Admission admission) throws IOException {
    if (isAnonymousInJaxRs(admission)) {
      parts.responder().hint(response);
      return Outcome.NOBODY;
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
    return Outcome.ANSWERED;
  }

  // The request was admitted when it came; now the server's JAX-RS wants to see who it is.
  private boolean isAnonymousInJaxRs(Admission admission) {
    boolean anonymous =
        admission.requireRejection() == Rejection.AUTHENTICATION_REQUIRED
            || admission.ignored().isPresent();
    return anonymous
        && admission.caller().isEmpty()
        && parts.marks().judged().isKept(request)
        && JaxRsQuestion.isAsked();
  }

  private void tell(CallerIdentity caller) throws IOException {
    // Here only our own sources are asked, and they make no other principals.
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
      SessionRegistration.note(request, principal);
    }
  }

  private boolean isKnownToContainer(
      CallerIdentity caller, AuthPrincipal principal, boolean lasting) {
    return lasting
        ? SessionRegistration.isOf(request, principal)
        : caller == reception.callerBefore();
  }
}
