package io.sallyport;

import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.endpoint.EndpointResult;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.engine.Rejection;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One dispatch on its way through the filter: decided by the checkpoint, answered here. */
final class Passage {

  private final Assembly parts;
  private final HttpServletRequest request;
  private final HttpServletResponse response;

  Passage(Assembly parts, HttpServletRequest request, HttpServletResponse response) {
    this.parts = parts;
    this.request = request;
    this.response = response;
  }

  /** What the application throws passes unchanged. */
  void through(FilterChain chain) throws IOException, ServletException {
    Admission admission = decide();
    switch (admission.kind()) {
      case UNJUDGED:
        // Not judged, but watched: the application's login may be here.
        chain.doFilter(parts.watched(request), response);
        break;
      case ADMITTED:
        enter(chain, admission);
        break;
      case ENDPOINT:
        serve(admission);
        break;
      case REFUSED:
        turnAway(chain, admission);
        break;
    }
  }

  // The last resort (ASVS 16.5.4): whatever goes wrong while deciding is a refusal, never a pass.
  private Admission decide() {
    try {
      return parts.checkpoint().admit(request);
    } catch (CredentialOutageException e) {
      return Admission.refused(Rejection.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      parts.refusals().failed(request, e);
      return Admission.refused(Rejection.INTERNAL_ERROR, "");
    }
  }

  private void enter(FilterChain chain, Admission admission) throws IOException, ServletException {
    CallerIdentity caller = admission.caller().orElse(null);
    boolean asBefore = isInside() && caller == callerBefore();
    remember(admission.caller());
    if (admission.isPersonal() && parts.isCachingPrevented()) {
      // Before the application: it may know better, and it may commit early.
      response.setHeader("Cache-Control", "no-store");
    }
    chain.doFilter(
        asBefore
            ? request
            : new AuthenticatedRequest(parts.watched(request), caller, parts.actions()),
        response);
  }

  // A forward or include runs inside the wrapper that is there; error pages and async dispatches
  // may start again from the container's own request.
  private boolean isInside() {
    return request.getDispatcherType() != DispatcherType.REQUEST
        && (request instanceof AuthenticatedRequest
            || (request instanceof ServletRequestWrapper
                && ((ServletRequestWrapper) request).isWrapperFor(AuthenticatedRequest.class)));
  }

  private @Nullable CallerIdentity callerBefore() {
    Object before = request.getAttribute(AuthenticationFilter.CALLER_ATTRIBUTE);
    return before instanceof CallerIdentity ? (CallerIdentity) before : null;
  }

  private void serve(Admission admission) throws IOException {
    try {
      EndpointResult result = admission.requireEndpoint().serve(request, response);
      if (result.rejection().isPresent() && result.isAnswered()) {
        parts.refusals().refused(request, result.rejection().get(), "endpoint");
      } else if (result.rejection().isPresent()) {
        refuse(Admission.refused(result.rejection().get(), "endpoint"));
      }
    } catch (CredentialOutageException e) {
      refuse(Admission.refused(Rejection.UNAVAILABLE, String.valueOf(e.getMessage())));
    }
  }

  private void turnAway(FilterChain chain, Admission admission)
      throws IOException, ServletException {
    if (parts.isEnforcing()) {
      remember(admission.caller());
      refuse(admission);
      return;
    }
    parts.refusals().refused(request, admission.requireRejection(), admission.facts());
    if (admission.caller().isPresent()) {
      enter(chain, admission);
    } else {
      // As if our jar were not there: the container's own caller, if any, is still seen.
      chain.doFilter(parts.watched(request), response);
    }
  }

  private void refuse(Admission admission) throws IOException {
    Rejection rejection = admission.requireRejection();
    request.setAttribute(AuthenticationFilter.REJECTION_ATTRIBUTE, rejection.name());
    parts.refusals().refused(request, rejection, admission.facts());
    parts.responder().refuse(request, response, rejection);
  }

  private void remember(Optional<CallerIdentity> caller) {
    if (caller.isPresent()) {
      request.setAttribute(AuthenticationFilter.CALLER_ATTRIBUTE, caller.get());
      request.setAttribute(AuthenticationFilter.SOURCE_ATTRIBUTE, caller.get().source());
    } else if (request.getAttribute(AuthenticationFilter.CALLER_ATTRIBUTE)
        != AuthenticationFilter.LOGGED_OUT) {
      request.setAttribute(AuthenticationFilter.CALLER_ATTRIBUTE, AuthenticationFilter.NOBODY);
    }
  }
}
