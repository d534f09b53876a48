package io.sallyport.internal.endpoint;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.login.PasswordAuthenticator;
import io.sallyport.internal.login.TooManyAttemptsException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Checks a posted password and lets the caller in. People, who post a form, are sent on with 303;
 * programs, which post JSON, get 204. A wrong password and an unknown name are answered alike.
 *
 * <p>Assumes that the cross-site check has been made.
 */
public final class LoginEndpoint implements Endpoint {

  private final PasswordAuthenticator credentials;
  private final LoginHandler entry;
  private final LoginPages pages;

  private LoginEndpoint(PasswordAuthenticator credentials, LoginHandler entry, LoginPages pages) {
    this.credentials = credentials;
    this.entry = entry;
    this.pages = pages;
  }

  /** An endpoint at which a session begins, or a token is put into a cookie. */
  public static LoginEndpoint of(
      PasswordAuthenticator credentials, LoginHandler entry, LoginPages pages) {
    return new LoginEndpoint(credentials, entry, pages);
  }

  @Override
  public EndpointResult serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      return Replies.onlyPost(response);
    }
    try {
      return serve(request, response, SubmittedLogin.read(request, pages.returnParameter()));
    } catch (RejectedLoginException e) {
      return EndpointResult.refused(e.rejection());
    }
  }

  private EndpointResult serve(
      HttpServletRequest request, HttpServletResponse response, SubmittedLogin login)
      throws IOException {
    try {
      Optional<AuthPrincipal> caller = credentials.check(request, login.name(), login.password());
      return caller.isPresent()
          ? welcome(request, response, login, caller.get())
          : sendAway(request, response, login, EndpointResult.refused(Rejection.BAD_CREDENTIALS));
    } catch (TooManyAttemptsException e) {
      return sendAway(request, response, login, Replies.tooManyAttempts(response, e));
    }
  }

  private EndpointResult welcome(
      HttpServletRequest request,
      HttpServletResponse response,
      SubmittedLogin login,
      AuthPrincipal caller)
      throws IOException {
    Optional<AuthPrincipal> begun = entry.admit(request, response, caller);
    if (login.isForm()) {
      Replies.seeOther(response, pages.after(request.getContextPath(), login.unverifiedReturnTo()));
    } else {
      Replies.done(response);
    }
    return begun.map(EndpointResult::sessionBegun).orElse(EndpointResult.answered());
  }

  // A person sees the page again, with the way on: not lost by a wrong password.
  private EndpointResult sendAway(
      HttpServletRequest request,
      HttpServletResponse response,
      SubmittedLogin login,
      EndpointResult refused) {
    Optional<String> errorPage =
        pages.errorPage(request.getContextPath(), login.unverifiedReturnTo());
    if (!login.isForm() || errorPage.isEmpty()) {
      return refused;
    }
    Replies.seeOther(response, errorPage.get());
    return EndpointResult.refusedByPage(refused.rejection().orElse(Rejection.BAD_CREDENTIALS));
  }
}
