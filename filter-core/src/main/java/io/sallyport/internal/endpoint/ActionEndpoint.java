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
 * Where the link in a mail leads. A GET, which mail scanners and browsers that look ahead send too,
 * shows a page with a button and uses nothing up; the button's POST does, once on all nodes, and
 * goes on to the application with the purpose and the person in the request.
 */
public final class ActionEndpoint implements Endpoint {

  /** Attribute of the request that goes on: what the token was for. */
  public static final String PURPOSE = "io.sallyport.action.purpose";

  /** Attribute of the request that goes on: whom it was for. */
  public static final String SUBJECT = "io.sallyport.action.subject";

  /** Attribute of the request for a page of the application's own: the token, for its form. */
  public static final String TOKEN = "io.sallyport.action.token";

  private static final int LONGEST = 4096;

  private final ActionTokenService desk;
  private final String target;
  private final Optional<String> page;

  private ActionEndpoint(ActionTokenService desk, String target, Optional<String> page) {
    this.desk = desk;
    this.target = target;
    this.page = page;
  }

  /**
   * An endpoint for action tokens.
   *
   * @param target where the button leads, inside the application
   * @param page the application's own page with the button; without it ours
   */
  public static ActionEndpoint of(ActionTokenService desk, String target, Optional<String> page) {
    return new ActionEndpoint(desk, target, page);
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
        response.setHeader("Allow", "GET, HEAD, POST");
        return EndpointResult.refused(Rejection.METHOD_NOT_ALLOWED);
    }
  }

  private EndpointResult show(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String token = tokenOf(request);
    if (token.length() > LONGEST || !desk.isGood(token)) {
      return EndpointResult.refused(Rejection.INVALID_GRANT);
    }
    // The address holds the token: it must not be kept, nor told to what the page links to. The
    // origin alone may be: with no-referrer the button's POST would come from "null".
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "strict-origin");
    if (page.isPresent()) {
      request.setAttribute(TOKEN, token);
      return forward(request, response, page.get());
    }
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
    response.setContentType("text/html;charset=UTF-8");
    // A token that is good is Base64url and dots: nothing in it needs escaping.
    byte[] body = ourPage(token).getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    return EndpointResult.answered();
  }

  private static String tokenOf(HttpServletRequest request) {
    String query = Optional.ofNullable(request.getQueryString()).orElse("");
    try {
      return FormFields.parse(query.getBytes(StandardCharsets.UTF_8)).getOrDefault("token", "");
    } catch (RejectedLoginException e) {
      return "";
    }
  }

  private static String ourPage(String token) {
    return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Please confirm"
        + "</title><meta name=\"viewport\" content=\"width=device-width\"><style>body{font:1.1em"
        + " sans-serif;max-width:30em;margin:4em auto;padding:0 1em}button{font:inherit;padding:.5em"
        + " 1.5em}</style></head><body><h1>Please confirm</h1><p>This link works once.</p><form"
        + " method=\"post\"><input type=\"hidden\" name=\"token\" value=\""
        + token
        + "\"><button type=\"submit\">Continue</button></form></body></html>";
  }

  private EndpointResult use(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String token;
    try {
      token = SubmittedFields.read(request).text("token");
    } catch (RejectedLoginException e) {
      return e.asInvalidRequest();
    }
    Optional<UsedAction> used = token.length() > LONGEST ? Optional.empty() : desk.consume(token);
    if (used.isEmpty()) {
      return EndpointResult.refused(Rejection.INVALID_GRANT);
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
      // The application's failure, which the server shall tell of: none of ours.
      throw new IOException("the page of the application failed", e);
    }
  }
}
