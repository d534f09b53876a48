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
 * Decides about one dispatch of a request: who is calling, and may they. Never touches the
 * response.
 *
 * <p>The form of the request line is checked only for requests of clients. FORWARD, INCLUDE and
 * ASYNC dispatches keep the caller of their request, and the rules apply to the path of the
 * dispatch: a forward must not lead to a page that the rules reject. Error pages are chosen by the
 * deployer, never by the client, and are always shown.
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
   * An authorizer.
   *
   * @param endpoints our own endpoints by path
   * @param decided keeps the caller for the dispatches that follow
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
   * One decision for one dispatch.
   *
   * @param callerRequired whether the container rejects anonymous callers; then only the login
   *     pages are exempt
   * @throws io.sallyport.internal.engine.CredentialOutageException if a store or provider that is
   *     needed for the decision does not answer
   */
  Decision decide(HttpServletRequest request, boolean callerRequired) {
    RequestPath path = RequestPath.of(request);
    if (!isFromClient(request)) {
      return exempt.isExemptDispatch(path, callerRequired)
          ? Decision.exempt()
          : authorize(request, path, callerRequired);
    }
    boolean preflight = exempt.isAllowedPreflight(request);
    // By the path that was sent: a request to an endpoint reaches it, whatever servlet the server
    // has selected.
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

  /** The caller that this filter decided for the request. */
  DecidedCaller decided() {
    return decided;
  }

  /** The caller, whatever they may do. */
  AuthResult authenticate(HttpServletRequest request) {
    return engine.decide(request);
  }

  // A login by another site is an attack also where there is no cookie yet: the victim would work
  // in the attacker's account.
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

  // One decision a request: the caller of an earlier dispatch, or of a login or logout of the
  // application since, stays. Only an anonymous request is authenticated again: the application's
  // own login may have put its user into the session and then forward to a page that needs one.
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

  // No client can request /WEB-INF, so that a servlet which forwards there was itself authorized. A
  // rule that names the path applies all the same.
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
