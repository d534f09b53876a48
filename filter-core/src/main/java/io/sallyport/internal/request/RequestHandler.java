package io.sallyport.internal.request;

import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.endpoint.EndpointResult;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.key.KeysUnavailableException;
import io.sallyport.internal.revocation.RevocationsUnavailableException;
import io.sallyport.spi.StoreUnavailableException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handles one dispatch for every integration: decides, keeps the caller, answers. */
final class RequestHandler {

  private final RequestParts parts;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final boolean inCall;

  private RequestHandler(
      RequestParts parts,
      HttpServletRequest request,
      HttpServletResponse response,
      boolean inCall) {
    this.parts = parts;
    this.request = request;
    this.response = response;
    this.inCall = inCall;
  }

  /** Creates the handler for a filter: the request ends after a rejection. */
  static RequestHandler inFilter(
      RequestParts parts, HttpServletRequest request, HttpServletResponse response) {
    return new RequestHandler(parts, request, response, false);
  }

  /**
   * Creates the handler for a call of the server or the application, which may write more after a
   * rejection.
   */
  static RequestHandler inCall(
      RequestParts parts, HttpServletRequest request, HttpServletResponse response) {
    return new RequestHandler(parts, request, response, true);
  }

  /**
   * Decides about the dispatch. Any failure rejects the request (ASVS 16.5.4).
   *
   * @param callerRequired whether the container rejects anonymous callers
   */
  Decision decide(boolean callerRequired) {
    try {
      Decision decision = parts.authorizer().decide(request, callerRequired);
      decision
          .ignored()
          .ifPresent(
              ignored ->
                  parts
                      .tokenCookies()
                      .remove(ignored, decision.dependsOnCaller(), request, response));
      return decision;
    } catch (CredentialOutageException | StoreUnavailableException e) {
      return Decision.rejected(Rejection.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A defect, ours or a server's, rejects the request.
      parts.rejectionLog().failed(request, e);
      return Decision.rejected(Rejection.INTERNAL_ERROR, "");
    }
  }

  /**
   * Authenticates without authorization, inside a call of the application. Any failure is a
   * rejection, never an exception in the application.
   */
  AuthResult authenticate() {
    try {
      return parts.authorizer().authenticate(request);
    } catch (CredentialOutageException e) {
      return AuthResult.rejected(Rejection.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // As in decide, a defect rejects the request.
      parts.rejectionLog().failed(request, e);
      return AuthResult.rejected(Rejection.INTERNAL_ERROR, "");
    }
  }

  /** Keeps the caller for access logs and for later dispatches. */
  void keep(Optional<CallerIdentity> caller) {
    if (caller.isPresent()) {
      decided().keep(request, caller.get());
      request.setAttribute(RequestAttributes.SOURCE, caller.get().source());
    } else if (!decided().isLoggedOut(request)) {
      decided().keep(request, RequestAttributes.ANONYMOUS);
    }
  }

  /** Returns the caller of an earlier dispatch of this request. */
  @Nullable CallerIdentity callerBefore() {
    return decided().caller(request);
  }

  private DecidedCaller decided() {
    return parts.authorizer().decided();
  }

  /**
   * Returns the response to continue with. The header is set before the application runs: the
   * application may replace it, and may commit early.
   */
  HttpServletResponse preventCaching() {
    return parts.isCachingPrevented() ? UncachedResponse.of(response) : response;
  }

  /** Calls one of our endpoints; empty if it failed. Any failure rejects the request. */
  Optional<EndpointResult> serve(Decision decision) throws IOException {
    try {
      EndpointResult result = decision.requireEndpoint().serve(request, response);
      parts.rejectionHandler().setHeaders(response, result);
      if (result.rejection().isPresent() && result.isAnswered()) {
        parts.rejectionLog().rejected(request, result.rejection().get(), result.facts());
      } else if (result.rejection().isPresent()) {
        reject(Decision.rejected(result.rejection().get(), result.facts()));
      }
      return Optional.of(result);
    } catch (CredentialOutageException
        | StoreUnavailableException
        | RevocationsUnavailableException
        | KeysUnavailableException e) {
      reject(Decision.rejected(Rejection.UNAVAILABLE, String.valueOf(e.getMessage())));
      return Optional.empty();
    } catch (RuntimeException e) {
      // Not an exception of the application: its pages fail with an IOException here. A server
      // would show the message, and with it the subject of the request.
      parts.rejectionLog().failed(request, e);
      reject(Decision.rejected(Rejection.INTERNAL_ERROR, ""));
      return Optional.empty();
    }
  }

  /** Counts and logs a rejection that is not answered, because of {@code auth.enforce=report}. */
  void report(Decision decision) {
    parts.rejectionLog().rejected(request, decision.requireRejection(), decision.facts());
  }

  /**
   * Answers an outage of ours inside a call of the application, whatever exception wraps it.
   *
   * @return whether it was an outage and is answered; false in an INCLUDE, where the including page
   *     continues
   */
  boolean answerOutage(Exception thrown) throws IOException {
    Optional<String> outage = Outage.in(thrown);
    if (outage.isEmpty()
        || response.isCommitted()
        || request.getDispatcherType() == DispatcherType.INCLUDE) {
      return false;
    }
    response.reset();
    reject(Decision.rejected(Rejection.UNAVAILABLE, outage.get()));
    return true;
  }

  void reject(Decision decision) throws IOException {
    Rejection rejection = decision.requireRejection();
    request.setAttribute(RequestAttributes.REJECTION, rejection.name());
    parts.rejectionLog().rejected(request, rejection, decision.facts());
    if (inCall) {
      parts.rejectionHandler().rejectAndEnd(request, response, rejection);
    } else {
      parts.rejectionHandler().reject(request, response, rejection);
    }
  }
}
