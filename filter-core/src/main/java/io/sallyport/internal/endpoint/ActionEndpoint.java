package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.issue.ActionTokenService;
import io.sallyport.internal.issue.ActionTokenService.UsedAction;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Serves the action links of mails. A GET shows a page with a button and does not use the token,
 * because mail scanners and prefetching browsers send it, too. The button's POST uses the token,
 * once on all nodes, and forwards to the application with purpose and subject as request
 * attributes.
 */
public final class ActionEndpoint implements Endpoint {

  /** Request attribute for the application: the purpose of the token. */
  public static final String PURPOSE = "io.sallyport.action.purpose";

  /** Request attribute for the application: the subject of the token. */
  public static final String SUBJECT = "io.sallyport.action.subject";

  /** Request attribute for the application's own page: the token, for its form. */
  public static final String TOKEN = "io.sallyport.action.token";

  private static final int MAX_LENGTH = 4096;

  private final ActionTokenService tokens;
  private final String target;
  private final Optional<String> page;

  private ActionEndpoint(ActionTokenService tokens, String target, Optional<String> page) {
    this.tokens = tokens;
    this.target = target;
    this.page = page;
  }

  /**
   * Creates an endpoint for action tokens.
   *
   * @param target the path in the application to which the POST is forwarded
   * @param page the application's own page with the button; if empty, ours is shown
   */
  public static ActionEndpoint of(ActionTokenService tokens, String target, Optional<String> page) {
    return new ActionEndpoint(tokens, target, page);
  }

  @Override
  public EndpointResult serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getMethod()) {
      case "GET":
      case "HEAD":
        return show(request, response);
      case "POST":
        return use(request, response);
      default:
        return EndpointResult.methodNotAllowed("GET, HEAD, POST");
    }
  }

  private EndpointResult show(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String token = tokenOf(request);
    if (token.length() > MAX_LENGTH || !tokens.isValid(token)) {
      return EndpointResult.rejected(Rejection.INVALID_GRANT);
    }
    // The URL contains the token: it must not be cached or sent as referrer. The origin must be
    // sent: with no-referrer the button's POST would have the origin "null".
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "strict-origin");
    if (page.isPresent()) {
      request.setAttribute(TOKEN, token);
      return forward(request, response, page.get());
    }
    writeOurPage(response, token);
    return EndpointResult.answered();
  }

  private static void writeOurPage(HttpServletResponse response, String token) throws IOException {
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors"
            + " 'none'");
    response.setContentType("text/html;charset=UTF-8");
    // A valid token consists of Base64url characters and dots, which need no escaping.
    byte[] body = ourPage(token).getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static String tokenOf(HttpServletRequest request) {
    String query = Optional.ofNullable(request.getQueryString()).orElse("");
    try {
      return FormFields.parse(query.getBytes(StandardCharsets.UTF_8)).getOrDefault("token", "");
    } catch (RejectedBodyException e) {
      return "";
    }
  }

  private static String ourPage(String token) {
    return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Please"
        + " confirm</title><meta name=\"viewport\""
        + " content=\"width=device-width\"><style>body{font:1.1em"
        + " sans-serif;max-width:30em;margin:4em auto;padding:0"
        + " 1em}button{font:inherit;padding:.5em 1.5em}</style></head><body><h1>Please"
        + " confirm</h1><p>This link works once.</p><form method=\"post\"><input"
        + " type=\"hidden\" name=\"token\" value=\""
        + token
        + "\"><button type=\"submit\">Continue</button></form></body></html>";
  }

  private EndpointResult use(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String token;
    try {
      token = SubmittedFields.read(request).text("token");
    } catch (RejectedBodyException e) {
      return e.asInvalidRequest();
    }
    Optional<UsedAction> used =
        token.length() > MAX_LENGTH ? Optional.empty() : tokens.consume(token);
    if (used.isEmpty()) {
      return EndpointResult.rejected(Rejection.INVALID_GRANT);
    }
    response.setHeader("Cache-Control", "no-store");
    request.setAttribute(PURPOSE, used.get().purpose());
    request.setAttribute(SUBJECT, used.get().subject());
    return forward(request, response, target);
  }

  private static EndpointResult forward(
      HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
    try {
      request.getRequestDispatcher(path).forward(request, response);
      return EndpointResult.answered();
    } catch (ServletException | RuntimeException e) {
      // A failure of the application, which the server reports.
      throw new IOException("the page of the application failed", e);
    }
  }
}
