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
 * Writes every rejection: status, challenge, a short body. Programs get 401; browsers are
 * redirected to the login page, with a safe return URL. The reason is for the log; the client gets
 * a code.
 */
public final class RejectionHandler {

  private static final String OUTAGE_RETRY_SECONDS = "5";

  private final ChallengePolicy policy;
  private final WebXml webXml;

  /** A handler for one application. */
  public RejectionHandler(ChallengePolicy policy, WebXml webXml) {
    this.policy = policy;
    this.webXml = webXml;
  }

  /** Sets the headers that an endpoint has for its rejection. */
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
    // Half a page may be in the buffer.
    response.resetBuffer();
    if (answer(request, response, rejection)) {
      ResponseBody.of(response).end();
    }
  }

  /**
   * Names the credential that would help, and leaves it to the server whether one is required.
   * Allowed beside any status (RFC 9110, 11.6.1).
   */
  void hint(HttpServletResponse response) {
    if (!response.isCommitted()) {
      challenge(response, Rejection.AUTHENTICATION_REQUIRED);
    }
  }

  // In an INCLUDE the page around it continues: its status is not ours, and the container would
  // ignore it (Servlet 5.0, 9.3).
  private static boolean isOurs(HttpServletRequest request, HttpServletResponse response) {
    return !response.isCommitted() && request.getDispatcherType() != DispatcherType.INCLUDE;
  }

  /** Whether we wrote it; otherwise the container writes and ends it. */
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
    // See Other, so that a POST whose session has ended becomes a GET of the login page. The
    // reference is relative: nothing of the Host header gets into it.
    response.setStatus(
        returnTarget.isEmpty() ? HttpServletResponse.SC_SEE_OTHER : HttpServletResponse.SC_FOUND);
    response.setHeader("Location", target);
    response.setContentLength(0);
    return true;
  }

  // Never from the login page to the login page, which would not end.
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

  // A POST cannot be repeated after login, so only the URL of a page is a return URL. A query may
  // hold a token where that is allowed: then it is left out.
  private Optional<ReturnTarget> returnTarget(HttpServletRequest request) {
    // The script of Faces posts to the page itself.
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

  // Only one that the login accepts: it may be too long.
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
    // Of an endpoint it is set already; otherwise TRACE was rejected.
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
