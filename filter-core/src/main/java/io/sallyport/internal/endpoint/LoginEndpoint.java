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
 * Authenticates a user by a posted name and password. A form is answered with a redirect (303),
 * JSON with 204. A wrong password and an unknown name get the same answer.
 *
 * <p>The CSRF check must precede it.
 */
public final class LoginEndpoint implements Endpoint {

  private final PasswordAuthenticator credentials;
  private final LoginHandler handler;
  private final LoginPages pages;

  private LoginEndpoint(PasswordAuthenticator credentials, LoginHandler handler, LoginPages pages) {
    this.credentials = credentials;
    this.handler = handler;
    this.pages = pages;
  }

  /** Creates a login endpoint. The handler begins a session or sets a token cookie. */
  public static LoginEndpoint of(
      PasswordAuthenticator credentials, LoginHandler handler, LoginPages pages) {
    return new LoginEndpoint(credentials, handler, pages);
  }

  @Override
  public EndpointResult serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      return EndpointResult.methodNotAllowed("POST");
    }
    try {
      return serve(request, response, SubmittedLogin.read(request, pages.returnParameter()));
    } catch (RejectedBodyException e) {
      return EndpointResult.rejected(e.rejection());
    }
  }

  private EndpointResult serve(
      HttpServletRequest request, HttpServletResponse response, SubmittedLogin login)
      throws IOException {
    try {
      Optional<AuthPrincipal> caller = credentials.check(request, login.name(), login.password());
      return caller.isPresent()
          ? accept(request, response, login, caller.get())
          : reject(request, response, login, EndpointResult.rejected(Rejection.BAD_CREDENTIALS));
    } catch (TooManyAttemptsException e) {
      return reject(request, response, login, EndpointResult.tooManyAttempts(e));
    }
  }

  private EndpointResult accept(
      HttpServletRequest request,
      HttpServletResponse response,
      SubmittedLogin login,
      AuthPrincipal caller)
      throws IOException {
    Optional<AuthPrincipal> begun = handler.logIn(request, response, caller);
    if (login.isForm()) {
      EndpointResponses.seeOther(
          response, pages.after(request.getContextPath(), login.unverifiedReturnTo()));
    } else {
      EndpointResponses.noContent(response);
    }
    return begun.map(EndpointResult::sessionBegun).orElse(EndpointResult.answered());
  }

  // A browser is redirected to the error page, with the return URL for the next attempt.
  private EndpointResult reject(
      HttpServletRequest request,
      HttpServletResponse response,
      SubmittedLogin login,
      EndpointResult rejected) {
    Optional<String> errorPage =
        pages.errorPage(request.getContextPath(), login.unverifiedReturnTo());
    if (!login.isForm() || errorPage.isEmpty()) {
      return rejected;
    }
    EndpointResponses.seeOther(response, errorPage.get());
    return rejected.byPage();
  }
}
