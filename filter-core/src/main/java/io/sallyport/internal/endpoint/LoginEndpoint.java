package io.sallyport.internal.endpoint;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.login.CredentialCheck;
import io.sallyport.internal.login.TooManyAttemptsException;
import io.sallyport.internal.session.SessionLogin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Checks a posted password and begins a session. People, who post a form, are sent on with 303;
 * programs, which post JSON, get 204. A wrong password and an unknown name are answered alike.
 *
 * <p>Assumes that the cross-site check has been made.
 */
public final class LoginEndpoint implements Endpoint {

  private final CredentialCheck credentials;
  private final SessionLogin sessions;
  private final LoginPages pages;

  private LoginEndpoint(CredentialCheck credentials, SessionLogin sessions, LoginPages pages) {
    this.credentials = credentials;
    this.sessions = sessions;
    this.pages = pages;
  }

  /** An endpoint at which a session begins. */
  public static LoginEndpoint of(
      CredentialCheck credentials, SessionLogin sessions, LoginPages pages) {
    return new LoginEndpoint(credentials, sessions, pages);
  }

  @Override
  public EndpointResult serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      return Replies.onlyPost(response);
    }
    try {
      SubmittedLogin login = SubmittedLogin.read(request, pages.returnParameter());
      Optional<AuthPrincipal> caller = credentials.check(request, login.name(), login.password());
      return caller.isPresent()
          ? welcome(request, response, login, caller.get())
          : sendAway(request, response, login);
    } catch (RefusedLoginException e) {
      return EndpointResult.refused(e.rejection());
    } catch (TooManyAttemptsException e) {
      return Replies.tooManyAttempts(response, e);
    }
  }

  private EndpointResult welcome(
      HttpServletRequest request,
      HttpServletResponse response,
      SubmittedLogin login,
      AuthPrincipal caller) {
    AuthPrincipal begun = sessions.establish(request, caller);
    if (login.isForm()) {
      Replies.seeOther(response, pages.after(request.getContextPath(), login.unverifiedReturnTo()));
    } else {
      Replies.done(response);
    }
    return EndpointResult.sessionBegun(begun);
  }

  private EndpointResult sendAway(
      HttpServletRequest request, HttpServletResponse response, SubmittedLogin login) {
    Optional<String> errorPage = pages.errorPage(request.getContextPath());
    if (!login.isForm() || errorPage.isEmpty()) {
      return EndpointResult.refused(Rejection.BAD_CREDENTIALS);
    }
    Replies.seeOther(response, errorPage.get());
    return EndpointResult.refusedByPage(Rejection.BAD_CREDENTIALS);
  }
}
