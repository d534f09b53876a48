package io.sallyport.internal.request;

import io.sallyport.internal.access.BrowserRequest;
import io.sallyport.internal.access.RequestPath;
import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.endpoint.EndpointResult;
import io.sallyport.internal.endpoint.ReturnTarget;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.http.Parts;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes the response of every rejection: status, challenge and a short body. API clients get 401;
 * browsers are redirected to the login page with a safe return URL. The client gets a code; only
 * the log has the reason.
 */
public final class RejectionHandler {

  private static final String OUTAGE_RETRY_SECONDS = "5";

  private final ChallengePolicy policy;
  private final WebXml webXml;

  /** Creates the handler of one application. */
  public RejectionHandler(ChallengePolicy policy, WebXml webXml) {
    this.policy = policy;
    this.webXml = webXml;
  }

  /** Sets the headers of an endpoint's rejection. */
  void setHeaders(HttpServletResponse response, EndpointResult result) {
    result.allowedMethods().ifPresent(methods -> response.setHeader("Allow", methods));
    result
        .retryAfter()
        .ifPresent(wait -> response.setHeader("Retry-After", String.valueOf(wait.toSeconds())));
  }

  void reject(HttpServletRequest request, HttpServletResponse response, Rejection rejection)
      throws IOException {
    if (isOurs(request, response)) {
      answer(request, response, rejection);
    }
  }

  /**
   * Rejects inside a call of the application or the server, which may continue to write. The
   * response ends here, and later output is discarded: appended to our body it would be read as the
   * answer to the next request on the connection (CWE-444).
   */
  void rejectAndEnd(HttpServletRequest request, HttpServletResponse response, Rejection rejection)
      throws IOException {
    if (!isOurs(request, response)) {
      return;
    }
    // The buffer may hold a part of a page.
    response.resetBuffer();
    if (answer(request, response, rejection)) {
      ResponseBody.of(response).end();
    }
  }

  /**
   * Adds a challenge. The server decides whether a credential is required. A challenge is allowed
   * with any status (RFC 9110, 11.6.1).
   */
  void hint(HttpServletResponse response) {
    if (!response.isCommitted()) {
      challenge(response, Rejection.AUTHENTICATION_REQUIRED);
    }
  }

  // In an INCLUDE the including page continues, and the container ignores a status that we set
  // (Servlet 5.0, 9.3).
  private static boolean isOurs(HttpServletRequest request, HttpServletResponse response) {
    return !response.isCommitted() && request.getDispatcherType() != DispatcherType.INCLUDE;
  }

  /** Returns whether we wrote the answer; otherwise the container writes and ends it. */
  private boolean answer(
      HttpServletRequest request, HttpServletResponse response, Rejection rejection)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    if (rejection.status() == HttpServletResponse.SC_UNAUTHORIZED
        && redirectToLogin(request, response)) {
      return true;
    }
    challenge(response, rejection);
    if (BrowserRequest.isBrowserNavigation(request) && webXml.hasErrorPage(rejection.status())) {
      response.sendError(rejection.status());
      return false;
    }
    writeBody(response, rejection);
    return true;
  }

  private boolean redirectToLogin(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (policy.loginPage().isEmpty() || !isForLoginPage(request)) {
      return false;
    }
    String page = request.getContextPath() + policy.loginPage().get();
    Optional<ReturnTarget> returnTarget = returnTarget(request);
    String target =
        returnTarget.map(found -> found.appendTo(page, policy.returnParameter())).orElse(page);
    if (FacesAjax.isOne(request)) {
      FacesAjax.redirect(response, target);
      return true;
    }
    // 303 See Other, so that a POST whose session has ended becomes a GET of the login page. The
    // reference is relative: it contains no part of the Host header.
    response.setStatus(
        returnTarget.isEmpty() ? HttpServletResponse.SC_SEE_OTHER : HttpServletResponse.SC_FOUND);
    response.setHeader("Location", target);
    response.setContentLength(0);
    return true;
  }

  // Never from the login page to itself, which would not end.
  private boolean isForLoginPage(HttpServletRequest request) {
    return !isLoginPage(request)
        && (!policy.isAutodetecting()
            || BrowserRequest.isBrowserNavigation(request)
            || FacesAjax.isOne(request));
  }

  private boolean isLoginPage(HttpServletRequest request) {
    return policy
        .loginPage()
        .map(page -> Parts.before(page, '?'))
        .filter(page -> page.equals(RequestPath.of(request).text()))
        .isPresent();
  }

  // A POST cannot be repeated after login, so only the URL of a page is a return URL. If tokens in
  // the query are allowed, the query is omitted.
  private Optional<ReturnTarget> returnTarget(HttpServletRequest request) {
    // The script of Jakarta Faces posts to the URL of its page.
    boolean page = request.getMethod().equals("GET") || FacesAjax.isOne(request);
    if (!page || request.getDispatcherType() != DispatcherType.REQUEST) {
      return Optional.empty();
    }
    String query = request.getQueryString();
    boolean withQuery = query != null && !policy.isTokenInQueryAllowed();
    String path = request.getRequestURI();
    return acceptable(withQuery ? path + '?' + query : path, request)
        .or(() -> acceptable(path, request));
  }

  // Only a target that the login accepts: others may be too long.
  private Optional<ReturnTarget> acceptable(String target, HttpServletRequest request) {
    return policy.returnTargets().parse(target, request.getContextPath());
  }

  private void challenge(HttpServletResponse response, Rejection rejection) {
    boolean bearerError = rejection.bearerError().isPresent();
    if (rejection.status() == HttpServletResponse.SC_UNAUTHORIZED || bearerError) {
      String error = rejection.bearerError().map(code -> ", error=\"" + code + '"').orElse("");
      response.setHeader(
          "WWW-Authenticate", policy.scheme() + " realm=\"" + policy.realm() + '"' + error);
    }
    // An endpoint has set the header already; otherwise TRACE was rejected.
    if (rejection == Rejection.METHOD_NOT_ALLOWED && !response.containsHeader("Allow")) {
      response.setHeader("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    if (rejection == Rejection.UNAVAILABLE) {
      response.setHeader("Retry-After", OUTAGE_RETRY_SECONDS);
    }
  }

  private static void writeBody(HttpServletResponse response, Rejection rejection)
      throws IOException {
    String code = rejection.bearerError().orElse(rejection.name().toLowerCase(Locale.ROOT));
    response.setStatus(rejection.status());
    response.setContentType("application/json");
    ResponseBody.of(response).write("{\"error\":\"" + code + "\"}");
  }
}
