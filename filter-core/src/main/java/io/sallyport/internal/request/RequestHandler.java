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

/** What every door does alike with one dispatch: decide, remember whom, serve, refuse. */
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

  /** For a filter, behind which nothing goes on after a rejection. */
  static RequestHandler atFilter(
      RequestParts parts, HttpServletRequest request, HttpServletResponse response) {
    return new RequestHandler(parts, request, response, false);
  }

  /** For a call of the server or the application, which may go on writing after a rejection. */
  static RequestHandler inCall(
      RequestParts parts, HttpServletRequest request, HttpServletResponse response) {
    return new RequestHandler(parts, request, response, true);
  }

  /**
   * Decides. The last resort (ASVS 16.5.4): whatever goes wrong is a refusal, never a pass.
   *
   * @param callerDemanded whether the container will let nobody in without a name
   */
  Decision decide(boolean callerDemanded) {
    try {
      Decision admission = parts.authorizer().admit(request, callerDemanded);
      admission
          .ignored()
          .ifPresent(
              ignored ->
                  parts.tokenCookies().drop(ignored, admission.isAboutCaller(), request, response));
      return admission;
    } catch (CredentialOutageException | StoreUnavailableException e) {
      return Decision.refused(Rejection.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A defect, ours or a server's, rejects the request; it never lets one through.
      parts.rejectionLog().failed(request, e);
      return Decision.refused(Rejection.INTERNAL_ERROR, "");
    }
  }

  /**
   * Who it is, whatever they may, while the application is at work: whatever goes wrong is not its
   * fault, so that it becomes a refusal here too.
   */
  AuthResult recognise() {
    try {
      return parts.authorizer().recognise(request);
    } catch (CredentialOutageException e) {
      return AuthResult.rejected(Rejection.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // As in decide: a defect rejects.
      parts.rejectionLog().failed(request, e);
      return AuthResult.rejected(Rejection.INTERNAL_ERROR, "");
    }
  }

  /** For access logs, and for the dispatches that follow. */
  void remember(Optional<CallerIdentity> caller) {
    if (caller.isPresent()) {
      decided().keep(request, caller.get());
      request.setAttribute(RequestAttributes.SOURCE, caller.get().source());
    } else if (!decided().isLoggedOut(request)) {
      decided().keep(request, RequestAttributes.ANONYMOUS);
    }
  }

  /** Whom an earlier dispatch of this request found. */
  @Nullable CallerIdentity callerBefore() {
    return decided().caller(request);
  }

  private DecidedCaller decided() {
    return parts.authorizer().decided();
  }

  /** Before the application, which may know better and may commit early: what it goes on with. */
  HttpServletResponse keepOutOfCaches() {
    return parts.isCachingPrevented() ? UncachedResponse.of(response) : response;
  }

  /**
   * Lets one of our endpoints answer; nothing if it was refused before it could. The last resort
   * here too.
   */
  Optional<EndpointResult> serve(Decision admission) throws IOException {
    try {
      EndpointResult result = admission.requireEndpoint().serve(request, response);
      if (result.rejection().isPresent() && result.isAnswered()) {
        parts.rejectionLog().refused(request, result.rejection().get(), result.facts());
      } else if (result.rejection().isPresent()) {
        refuse(Decision.refused(result.rejection().get(), result.facts()));
      }
      return Optional.of(result);
    } catch (CredentialOutageException
        | StoreUnavailableException
        | RevocationsUnavailableException
        | KeysUnavailableException e) {
      refuse(Decision.refused(Rejection.UNAVAILABLE, String.valueOf(e.getMessage())));
      return Optional.empty();
    } catch (RuntimeException e) {
      // Nothing of the application's: its pages fail with an IOException here. A server would show
      // the message, and with it what it is about.
      parts.rejectionLog().failed(request, e);
      refuse(Decision.refused(Rejection.INTERNAL_ERROR, ""));
      return Optional.empty();
    }
  }

  /** Counts and logs a refusal that is let through, since {@code auth.enforce} says so. */
  void report(Decision admission) {
    parts.rejectionLog().refused(request, admission.requireRejection(), admission.facts());
  }

  /**
   * Answers an outage of ours that met a call of the application, whatever it is wrapped in.
   *
   * @return whether it was one, and is answered; not in an include, around which a page goes on
   */
  boolean answerOutage(Exception thrown) throws IOException {
    Optional<String> outage = Outage.in(thrown);
    if (outage.isEmpty()
        || response.isCommitted()
        || request.getDispatcherType() == DispatcherType.INCLUDE) {
      return false;
    }
    response.reset();
    refuse(Decision.refused(Rejection.UNAVAILABLE, outage.get()));
    return true;
  }

  void refuse(Decision admission) throws IOException {
    note(admission);
    if (inCall) {
      parts.rejectionHandler().refuseAndEnd(request, response, admission.requireRejection());
    } else {
      parts.rejectionHandler().refuse(request, response, admission.requireRejection());
    }
  }

  private void note(Decision admission) {
    Rejection rejection = admission.requireRejection();
    request.setAttribute(RequestAttributes.REJECTION, rejection.name());
    parts.rejectionLog().refused(request, rejection, admission.facts());
  }
}
