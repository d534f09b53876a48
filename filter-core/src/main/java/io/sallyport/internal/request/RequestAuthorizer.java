package io.sallyport.internal.request;

import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.access.AccessDecision;
import io.sallyport.internal.access.AccessRules;
import io.sallyport.internal.access.CrossSiteCheck;
import io.sallyport.internal.access.PathExclusions;
import io.sallyport.internal.access.PathGuard;
import io.sallyport.internal.access.Preflight;
import io.sallyport.internal.access.RequestPath;
import io.sallyport.internal.endpoint.Endpoint;
import io.sallyport.internal.engine.AuthEngine;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.engine.Rejection;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what becomes of one dispatch of a request: who is it, may they? Touches no response.
 *
 * <p>Only what a client sent is judged for its form; a forward, include or async dispatch has the
 * caller of its request and is judged by the rules on the path it goes to, so that a forward opens
 * nothing. An error page is chosen by the deployer, never by the client, and is let through.
 */
public final class RequestAuthorizer {

  private final AuthEngine engine;
  private final Map<String, Endpoint> endpoints;
  private final PathGuard guard;
  private final PathExclusions exclusions;
  private final AccessRules rules;
  private final CrossSiteCheck crossSite;
  private final boolean preflightAllowed;
  private final Set<String> loginPages;
  private final DecidedCaller decided;

  public RequestAuthorizer(
      AuthEngine engine,
      Map<String, Endpoint> endpoints,
      AccessPolicy policy,
      DecidedCaller decided) {
    this.decided = decided;
    this.engine = engine;
    this.endpoints = Map.copyOf(endpoints);
    this.guard = policy.guard();
    this.exclusions = policy.exclusions();
    this.rules = policy.rules();
    this.crossSite = policy.crossSite();
    this.preflightAllowed = policy.isPreflightAllowed();
    this.loginPages = policy.loginPages();
  }

  /**
   * One decision for one dispatch.
   *
   * @param callerDemanded whether the container itself will let nobody in without a name; then no
   *     exclusion helps but that of the login page
   * @throws io.sallyport.internal.engine.CredentialOutageException if what is needed to decide does
   *     not answer
   */
  Decision admit(HttpServletRequest request, boolean callerDemanded) {
    RequestPath path = RequestPath.of(request);
    if (!isFromClient(request)) {
      return exclusions.matches(path) && !callerDemanded
          ? Decision.unjudged()
          : judge(request, path, callerDemanded);
    }
    boolean preflight = preflightAllowed && Preflight.isPreflight(request);
    // What is sent to an endpoint reaches it, whatever servlet the server has found for it.
    Endpoint sentTo = preflight ? null : endpoints.get(RequestPath.sent(request));
    Optional<Decision> refused = refuseLine(request, path, sentTo != null);
    if (refused.isPresent()) {
      return refused.get();
    }
    Endpoint endpoint = sentTo == null ? endpoints.get(path.text()) : sentTo;
    if (endpoint != null && !preflight) {
      return toEndpoint(request, endpoint);
    }
    return isUnjudged(request, path, callerDemanded)
        ? Decision.unjudged()
        : judge(request, path, callerDemanded);
  }

  private Optional<Decision> refuseLine(
      HttpServletRequest request, RequestPath path, boolean toEndpoint) {
    Optional<String> suspicion = toEndpoint ? Optional.empty() : guard.findSuspicion(request, path);
    if (suspicion.isPresent()) {
      return Optional.of(Decision.refused(Rejection.SUSPICIOUS_PATH, suspicion.get()));
    }
    return isEcho(request.getMethod())
        ? Optional.of(Decision.refused(Rejection.METHOD_NOT_ALLOWED, "TRACE returns credentials"))
        : Optional.empty();
  }

  private boolean isUnjudged(HttpServletRequest request, RequestPath path, boolean callerDemanded) {
    if (callerDemanded) {
      return loginPages.contains(path.text());
    }
    return exclusions.matches(path) || (preflightAllowed && Preflight.isPreflight(request));
  }

  /** Whom this filter found for the request. */
  DecidedCaller decided() {
    return decided;
  }

  /** Who it is, whatever they may. */
  AuthResult recognise(HttpServletRequest request) {
    return engine.decide(request);
  }

  // A login by another site is an attack also where there is no cookie yet: the victim would work
  // in the attacker's account.
  private Decision toEndpoint(HttpServletRequest request, Endpoint endpoint) {
    return crossSite.isCrossSite(request)
        ? Decision.refused(Rejection.CROSS_SITE_REQUEST, "endpoint")
        : Decision.to(endpoint);
  }

  private Decision judge(HttpServletRequest request, RequestPath path, boolean callerDemanded) {
    AuthResult result = whoIsIt(request);
    // An error page must be shown also to whom we refused: as to nobody.
    if (result.isRejected() && request.getDispatcherType() != DispatcherType.ERROR) {
      return Decision.refused(result.requireRejection(), result.facts());
    }
    Decision admission =
        result.isAccepted()
            ? mayCaller(request, path, result.requireIdentity())
            : mayNobody(request, path, callerDemanded);
    return result.ignored().map(admission::ignoring).orElse(admission);
  }

  // One decision a request: whom an earlier dispatch found, or the application logged in or out
  // since, stands. Only where nobody was found is it asked again: the application's own login may
  // have put its user into the session and then forwards to a page that needs one.
  private AuthResult whoIsIt(HttpServletRequest request) {
    CallerIdentity caller = decided.caller(request);
    if (caller != null) {
      return AuthResult.accepted(caller);
    }
    return decided.isLoggedOut(request) ? AuthResult.none() : engine.decide(request);
  }

  private Decision mayNobody(HttpServletRequest request, RequestPath path, boolean callerDemanded) {
    if (callerDemanded) {
      return refusedAsNobody(request);
    }
    if (isBeyondRules(request, path)) {
      return Decision.anonymous();
    }
    AccessDecision decision = rules.decide(request.getMethod(), path, Optional.empty());
    if (decision == AccessDecision.OPEN) {
      return Decision.anonymous();
    }
    if (decision == AccessDecision.AUTHENTICATION_REQUIRED) {
      return refusedAsNobody(request);
    }
    return Decision.refused(rejectionOf(decision), "");
  }

  private Decision refusedAsNobody(HttpServletRequest request) {
    engine.requireNobody(request);
    return Decision.refused(Rejection.AUTHENTICATION_REQUIRED, "");
  }

  private Decision mayCaller(HttpServletRequest request, RequestPath path, CallerIdentity caller) {
    if (isBeyondRules(request, path)) {
      return Decision.of(caller, false);
    }
    if (caller.isAmbient() && isFromClient(request) && crossSite.isCrossSite(request)) {
      return Decision.refused(Rejection.CROSS_SITE_REQUEST, "cookie").knowing(caller);
    }
    AccessDecision decision = rules.decide(request.getMethod(), path, Optional.of(caller));
    if (decision == AccessDecision.OPEN || decision == AccessDecision.GRANTED) {
      return Decision.of(caller, decision == AccessDecision.GRANTED);
    }
    return Decision.refused(rejectionOf(decision), "").knowing(caller);
  }

  // No client can ask for /WEB-INF, so no rule is about it: a servlet that forwards to its page
  // there was itself judged. A rule that names the path all the same is obeyed.
  private boolean isBeyondRules(HttpServletRequest request, RequestPath path) {
    return request.getDispatcherType() == DispatcherType.ERROR
        || (!isFromClient(request) && path.isPrivate() && !rules.names(path));
  }

  private static boolean isFromClient(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.REQUEST;
  }

  private static boolean isEcho(String method) {
    return method.equalsIgnoreCase("TRACE") || method.equalsIgnoreCase("TRACK");
  }

  private static Rejection rejectionOf(AccessDecision decision) {
    switch (decision) {
      case AUTHENTICATION_REQUIRED:
        return Rejection.AUTHENTICATION_REQUIRED;
      case CREDENTIAL_NOT_ALLOWED:
        return Rejection.CREDENTIAL_NOT_ALLOWED;
      case MISSING_ROLE:
        return Rejection.MISSING_ROLE;
      default:
        return Rejection.DENIED;
    }
  }
}
