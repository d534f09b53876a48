package io.sallyport.internal.request;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request of which {@code login()} changes the id of its session (CWE-384), on a server that was
 * told not to do so.
 */
final class RenamedSessionRequest extends HttpServletRequestWrapper {

  RenamedSessionRequest(HttpServletRequest request) {
    super(request);
  }

  @Override
  public void login(String name, String password) throws ServletException {
    super.login(name, password);
    if (getSession(false) != null) {
      changeSessionId();
    }
  }
}
