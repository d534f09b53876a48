package io.sallyport.internal.request;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Makes {@code logout()} end our credentials too, in a request that shows the container's caller or
 * none.
 */
final class LogoutRequest extends HttpServletRequestWrapper {

  private final HttpServletResponse response;
  private final CallerActions actions;

  private LogoutRequest(
      HttpServletRequest request, HttpServletResponse response, CallerActions actions) {
    super(request);
    this.response = response;
    this.actions = actions;
  }

  /** Wraps the request, unless its logout calls these actions already. */
  static HttpServletRequest of(
      HttpServletRequest request, HttpServletResponse response, CallerActions actions) {
    return ContainerRequest.shows(request, actions) || isOne(request, actions)
        ? request
        : new LogoutRequest(request, response, actions);
  }

  private static boolean isOne(HttpServletRequest request, CallerActions actions) {
    ServletRequest at = request;
    while (at instanceof ServletRequestWrapper) {
      if (at instanceof LogoutRequest && ((LogoutRequest) at).actions == actions) {
        return true;
      }
      at = ((ServletRequestWrapper) at).getRequest();
    }
    return false;
  }

  @Override
  public void logout() throws ServletException {
    actions.logout((HttpServletRequest) getRequest(), response);
  }
}
