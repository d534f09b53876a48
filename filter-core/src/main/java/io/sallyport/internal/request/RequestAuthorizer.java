package io.sallyport.internal.request;

import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.access.AccessDecision;
import io.sallyport.internal.access.AccessRules;
import io.sallyport.internal.access.CrossSiteCheck;
import io.sallyport.internal.access.PathGuard;
import io.sallyport.internal.access.RequestPath;
import io.sallyport.internal.endpoint.Endpoint;
import io.sallyport.internal.engine.AuthEngine;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.engine.Rejection;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;

/**
 * Authenticates and authorizes one dispatch of a request. It never writes to the response.
 *
 * <p>The form of the request line is checked only for requests of clients. FORWARD, INCLUDE and
 * ASYNC dispatches keep the caller of their request, and the rules apply to the path of the
 * dispatch: a forward must not reach a page that the rules reject. Error pages are chosen by the
 * deployer, not by the client, and are always shown.
 */
public final class RequestAuthorizer {

  private final AuthEngine engine;
  private final Map<String, Endpoint> endpoints;
  private final PathGuard guard;
  private final ExemptPaths exempt;
  private final AccessRules rules;
  private final CrossSiteCheck crossSite;
  private final DecidedCaller decided;

  /**
   * Creates the authorizer of one application.
   *
   * @param endpoints our own endpoints by path
   * @param decided keeps the caller for later dispatches
   */
  public RequestAuthorizer(
      AuthEngine engine,
      Map<String, Endpoint> endpoints,
      AccessPolicy policy,
      DecidedCaller decided) {
    this.engine = engine;
    this.endpoints = Map.copyOf(endpoints);
    this.guard = policy.guard();
    this.exempt = policy.exempt();
    this.rules = policy.rules();
    this.crossSite = policy.crossSite();
    this.decided = decided;
  }

  /**
   * Decides about one dispatch.
   *
   * @param callerRequired whether the container rejects anonymous callers; then only the login
   *     pages are exempt
   * @throws io.sallyport.internal.engine.CredentialOutageException if a store or identity provider
   *     that the decision needs does not answer
   */
  Decision decide(HttpServletRequest request, boolean callerRequired) {
    RequestPath path = RequestPath.of(request);
    if (!isFromClient(request)) {
      return exempt.isExemptDispatch(path, callerRequired)
          ? Decision.exempt()
          : authorize(request, path, callerRequired);
    }
    boolean preflight = exempt.isAllowedPreflight(request);
    // The path that the client sent counts: a request to an endpoint reaches it, whatever servlet
    // the server has selected.
    Endpoint sentTo = preflight ? null : endpoints.get(RequestPath.sent(request));
    Optional<Decision> rejected = rejectRequestLine(request, path, sentTo != null);
    if (rejected.isPresent()) {
      return rejected.get();
    }
    Endpoint endpoint = sentTo == null ? endpoints.get(path.text()) : sentTo;
    if (endpoint != null && !preflight) {
      return toEndpoint(request, endpoint);
    }
    return exempt.isExempt(request, path, callerRequired)
        ? Decision.exempt()
        : authorize(request, path, callerRequired);
  }

  private Optional<Decision> rejectRequestLine(
      HttpServletRequest request, RequestPath path, boolean toEndpoint) {
    Optional<String> suspicion = toEndpoint ? Optional.empty() : guard.findSuspicion(request, path);
    if (suspicion.isPresent()) {
      return Optional.of(Decision.rejected(Rejection.SUSPICIOUS_PATH, suspicion.get()));
    }
    return isEcho(request.getMethod())
        ? Optional.of(Decision.rejected(Rejection.METHOD_NOT_ALLOWED, "TRACE returns credentials"))
        : Optional.empty();
  }

  /** Returns the callers that this filter has decided. */
  DecidedCaller decided() {
    return decided;
  }

  /** Authenticates without authorization. */
  AuthResult authenticate(HttpServletRequest request) {
    return engine.decide(request);
  }

  // A cross-site login is an attack also if the browser has no cookie yet: the victim would use the
  // attacker's account.
  private Decision toEndpoint(HttpServletRequest request, Endpoint endpoint) {
    return crossSite.isCrossSite(request)
        ? Decision.rejected(Rejection.CROSS_SITE_REQUEST, "endpoint")
        : Decision.to(endpoint);
  }

  private Decision authorize(HttpServletRequest request, RequestPath path, boolean callerRequired) {
    AuthResult result = authenticateOnce(request);
    // An error page is shown also to a rejected caller, as an anonymous one.
    if (result.isRejected() && request.getDispatcherType() != DispatcherType.ERROR) {
      return Decision.rejected(result.requireRejection(), result.facts());
    }
    Decision decision =
        result.isAccepted()
            ? authorizeCaller(request, path, result.requireIdentity())
            : authorizeAnonymous(request, path, callerRequired);
    return result.ignored().map(decision::ignoring).orElse(decision);
  }

  // One decision for each request: the caller of an earlier dispatch, or of a later login or logout
  // of the application, is kept. Only an anonymous request is authenticated again: the
  // application's own login may put its user into the session and then forward to a page that
  // requires a caller.
  private AuthResult authenticateOnce(HttpServletRequest request) {
    CallerIdentity caller = decided.caller(request);
    if (caller != null) {
      return AuthResult.accepted(caller);
    }
    return decided.isLoggedOut(request) ? AuthResult.none() : engine.decide(request);
  }

  private Decision authorizeAnonymous(
      HttpServletRequest request, RequestPath path, boolean callerRequired) {
    if (callerRequired) {
      return authenticationRequired(request);
    }
    if (isBeyondRules(request, path)) {
      return Decision.anonymous();
    }
    AccessDecision access = rules.decide(request.getMethod(), path, Optional.empty());
    if (access == AccessDecision.OPEN) {
      return Decision.anonymous();
    }
    return access == AccessDecision.AUTHENTICATION_REQUIRED
        ? authenticationRequired(request)
        : Decision.rejected(rejectionOf(access), "");
  }

  private Decision authenticationRequired(HttpServletRequest request) {
    engine.requireAnonymous(request);
    return Decision.rejected(Rejection.AUTHENTICATION_REQUIRED, "");
  }

  private Decision authorizeCaller(
      HttpServletRequest request, RequestPath path, CallerIdentity caller) {
    if (isBeyondRules(request, path)) {
      return Decision.of(caller, false);
    }
    if (caller.isAmbient() && isFromClient(request) && crossSite.isCrossSite(request)) {
      return Decision.rejected(Rejection.CROSS_SITE_REQUEST, "cookie").withCaller(caller);
    }
    AccessDecision access = rules.decide(request.getMethod(), path, Optional.of(caller));
    if (access == AccessDecision.OPEN || access == AccessDecision.GRANTED) {
      return Decision.of(caller, access == AccessDecision.GRANTED);
    }
    return Decision.rejected(rejectionOf(access), "").withCaller(caller);
  }

  // No client can request /WEB-INF, so a servlet that forwards there was itself authorized. A rule
  // that names the path applies nevertheless.
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

  private static Rejection rejectionOf(AccessDecision access) {
    switch (access) {
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
