package io.sallyport.internal.request;

import io.sallyport.internal.access.BrowserRequest;
import io.sallyport.internal.access.RequestPath;
import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.endpoint.ReturnTarget;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.http.Parts;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes every refusal: status, challenge, a short body. Programs get 401; people are sent to the
 * login page, with a safe way back. What went wrong is for the log; the client learns a code.
 */
public final class RejectionHandler {

  private final ChallengePolicy policy;
  private final WebXml webXml;

  public RejectionHandler(ChallengePolicy policy, WebXml webXml) {
    this.policy = policy;
    this.webXml = webXml;
  }

  void refuse(HttpServletRequest request, HttpServletResponse response, Rejection rejection)
      throws IOException {
    if (isOurs(request, response)) {
      answer(request, response, rejection);
    }
  }

  /**
   * Rejects inside a call of the application or the server, which may go on writing whatever it is
   * told. The response ends here and what is written later is discarded: appended to our body it
   * would be read as the answer to the next request on the connection (CWE-444).
   */
  void refuseAndEnd(HttpServletRequest request, HttpServletResponse response, Rejection rejection)
      throws IOException {
    if (!isOurs(request, response)) {
      return;
    }
    // Half a page may wait to be sent.
    response.resetBuffer();
    if (answer(request, response, rejection)) {
      ResponseBody.of(response).end();
    }
  }

  /**
   * Says which credential would help, and lets the server decide whether one is needed: it rejects
   * whom it does not let in. Allowed beside any status (RFC 9110, 11.6.1).
   */
  void hint(HttpServletResponse response) {
    if (!response.isCommitted()) {
      challenge(response, Rejection.AUTHENTICATION_REQUIRED);
    }
  }

  // In an include the page around it goes on: its status is not ours, and the container would
  // ignore it (Servlet 5.0, 9.3).
  private static boolean isOurs(HttpServletRequest request, HttpServletResponse response) {
    return !response.isCommitted() && request.getDispatcherType() != DispatcherType.INCLUDE;
  }

  /** Whether it is written by us, and not left to the container, which ends it. */
  private boolean answer(
      HttpServletRequest request, HttpServletResponse response, Rejection rejection)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    if (rejection.status() == HttpServletResponse.SC_UNAUTHORIZED
        && sendToLogin(request, response)) {
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

  private boolean sendToLogin(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (policy.loginPage().isEmpty() || !isSentToLogin(request)) {
      return false;
    }
    String page = request.getContextPath() + policy.loginPage().get();
    String way = wayBack(request);
    String target = way.isEmpty() ? page : page + '?' + policy.returnParameter() + '=' + way;
    if (FacesAjax.isOne(request)) {
      FacesAjax.redirect(response, target);
      return true;
    }
    // See Other, so that a POST whose session has ended becomes a GET of the login page. Written as
    // a relative reference: nothing of the Host header gets into it.
    response.setStatus(
        way.isEmpty() ? HttpServletResponse.SC_SEE_OTHER : HttpServletResponse.SC_FOUND);
    response.setHeader("Location", target);
    response.setContentLength(0);
    return true;
  }

  // Never from the login page to the login page, which would not end.
  private boolean isSentToLogin(HttpServletRequest request) {
    return !isAtLogin(request)
        && (!policy.isAutodetecting()
            || BrowserRequest.isBrowserNavigation(request)
            || FacesAjax.isOne(request));
  }

  private boolean isAtLogin(HttpServletRequest request) {
    return policy
        .loginPage()
        .map(page -> Parts.before(page, '?'))
        .filter(page -> page.equals(RequestPath.of(request).text()))
        .isPresent();
  }

  // A POST cannot be repeated after login, so only a page that was asked for is a way back. A query
  // may hold a token where that is allowed: then it is left off.
  private String wayBack(HttpServletRequest request) {
    // What the script of Faces posts to is the page itself.
    boolean page = request.getMethod().equals("GET") || FacesAjax.isOne(request);
    if (!page || request.getDispatcherType() != DispatcherType.REQUEST) {
      return "";
    }
    String query = request.getQueryString();
    boolean withQuery = query != null && !policy.isTokenInQueryAllowed();
    String path = request.getRequestURI();
    return acceptable(withQuery ? path + '?' + query : path, request)
        .or(() -> acceptable(path, request))
        .map(target -> URLEncoder.encode(target.path(), StandardCharsets.UTF_8))
        .orElse("");
  }

  // Never one that the login would not accept, as it is too long.
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
    // An endpoint has said which method it takes; here it is TRACE that is not.
    if (rejection == Rejection.METHOD_NOT_ALLOWED && !response.containsHeader("Allow")) {
      response.setHeader("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    if (rejection == Rejection.UNAVAILABLE) {
      response.setHeader("Retry-After", "5");
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
