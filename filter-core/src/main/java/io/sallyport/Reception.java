package io.sallyport;

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
final class Reception {

  private final Assembly parts;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final boolean inCall;

  private Reception(
      Assembly parts, HttpServletRequest request, HttpServletResponse response, boolean inCall) {
    this.parts = parts;
    this.request = request;
    this.response = response;
    this.inCall = inCall;
  }

  /** For a filter, behind which nothing goes on after a rejection. */
  static Reception atFilter(
      Assembly parts, HttpServletRequest request, HttpServletResponse response) {
    return new Reception(parts, request, response, false);
  }

  /** For a call of the server or the application, which may go on writing after a rejection. */
  static Reception inCall(
      Assembly parts, HttpServletRequest request, HttpServletResponse response) {
    return new Reception(parts, request, response, true);
  }

  /**
   * Decides. The last resort (ASVS 16.5.4): whatever goes wrong is a refusal, never a pass.
   *
   * @param callerDemanded whether the container will let nobody in without a name
   */
  Admission decide(boolean callerDemanded) {
    try {
      Admission admission = parts.checkpoint().admit(request, callerDemanded);
      admission
          .ignored()
          .ifPresent(
              ignored ->
                  parts.tokenCookies().drop(ignored, admission.isAboutCaller(), request, response));
      return admission;
    } catch (CredentialOutageException | StoreUnavailableException e) {
      return Admission.refused(Rejection.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A defect, ours or a server's, rejects the request; it never lets one through.
      parts.refusals().failed(request, e);
      return Admission.refused(Rejection.INTERNAL_ERROR, "");
    }
  }

  /**
   * Who it is, whatever they may, while the application is at work: whatever goes wrong is not its
   * fault, so that it becomes a refusal here too.
   */
  AuthResult recognise() {
    try {
      return parts.checkpoint().recognise(request);
    } catch (CredentialOutageException e) {
      return AuthResult.rejected(Rejection.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // As in decide: a defect rejects.
      parts.refusals().failed(request, e);
      return AuthResult.rejected(Rejection.INTERNAL_ERROR, "");
    }
  }

  /** For access logs, and for the dispatches that follow. */
  void remember(Optional<CallerIdentity> caller) {
    if (caller.isPresent()) {
      decided().keep(request, caller.get());
      request.setAttribute(AuthenticationFilter.SOURCE_ATTRIBUTE, caller.get().source());
    } else if (!decided().isLoggedOut(request)) {
      decided().keep(request, AuthenticationFilter.NOBODY);
    }
  }

  /** Whom an earlier dispatch of this request found. */
  @Nullable CallerIdentity callerBefore() {
    return decided().caller(request);
  }

  private DecidedCaller decided() {
    return parts.checkpoint().decided();
  }

  /** Before the application, which may know better and may commit early: what it goes on with. */
  HttpServletResponse keepOutOfCaches() {
    return parts.isCachingPrevented() ? UncachedResponse.of(response) : response;
  }

  /**
   * Lets one of our endpoints answer; nothing if it was refused before it could. The last resort
   * here too.
   */
  Optional<EndpointResult> serve(Admission admission) throws IOException {
    try {
      EndpointResult result = admission.requireEndpoint().serve(request, response);
      if (result.rejection().isPresent() && result.isAnswered()) {
        parts.refusals().refused(request, result.rejection().get(), result.facts());
      } else if (result.rejection().isPresent()) {
        refuse(Admission.refused(result.rejection().get(), result.facts()));
      }
      return Optional.of(result);
    } catch (CredentialOutageException
        | StoreUnavailableException
        | RevocationsUnavailableException
        | KeysUnavailableException e) {
      refuse(Admission.refused(Rejection.UNAVAILABLE, String.valueOf(e.getMessage())));
      return Optional.empty();
    } catch (RuntimeException e) {
      // Nothing of the application's: its pages fail with an IOException here. A server would show
      // the message, and with it what it is about.
      parts.refusals().failed(request, e);
      refuse(Admission.refused(Rejection.INTERNAL_ERROR, ""));
      return Optional.empty();
    }
  }

  /** Counts and logs a refusal that is let through, since {@code auth.enforce} says so. */
  void report(Admission admission) {
    parts.refusals().refused(request, admission.requireRejection(), admission.facts());
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
    refuse(Admission.refused(Rejection.UNAVAILABLE, outage.get()));
    return true;
  }

  void refuse(Admission admission) throws IOException {
    note(admission);
    if (inCall) {
      parts.responder().refuseAndEnd(request, response, admission.requireRejection());
    } else {
      parts.responder().refuse(request, response, admission.requireRejection());
    }
  }

  private void note(Admission admission) {
    Rejection rejection = admission.requireRejection();
    request.setAttribute(AuthenticationFilter.REJECTION_ATTRIBUTE, rejection.name());
    parts.refusals().refused(request, rejection, admission.facts());
  }
}
