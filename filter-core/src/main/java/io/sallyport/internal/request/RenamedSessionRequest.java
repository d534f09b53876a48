package io.sallyport.internal.request;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * Changes the session ID in {@code login()} (CWE-384), on a server where that option is switched
 * off.
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
