package io.sallyport.internal.request;

import io.sallyport.identity.CallerIdentity;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Shows the authenticated caller of one decision to servlets.
 *
 * <p>Assumes that the request is decided; a {@code null} caller is anonymous. The container's own
 * caller is hidden unless the decision accepted it.
 */
final class AuthenticatedRequest extends HttpServletRequestWrapper {

  private final CallerActions actions;
  private final HttpServletResponse response;

  // An application may log in or out while other threads of its async work read.
  private volatile @Nullable CallerIdentity caller;

  /**
   * Creates a request with our caller.
   *
   * @param response the response in which a logout removes cookies
   */
  AuthenticatedRequest(
      HttpServletRequest request,
      @Nullable CallerIdentity caller,
      CallerActions actions,
      HttpServletResponse response) {
    super(request);
    this.response = response;
    this.caller = caller;
    this.actions = actions;
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    CallerIdentity current = caller;
    return current == null ? null : current.principal();
  }

  @Override
  public @Nullable String getRemoteUser() {
    CallerIdentity current = caller;
    return current == null ? null : current.principal().getName();
  }

  @Override
  public @Nullable String getAuthType() {
    CallerIdentity current = caller;
    return current == null ? null : current.authType();
  }

  @Override
  public boolean isUserInRole(String role) {
    CallerIdentity current = caller;
    return current != null && actions.isInRole(current, role, inner());
  }

  @Override
  public AsyncContext startAsync() {
    return AuthenticatedAsync.of(super.startAsync(), this);
  }

  @Override
  public AsyncContext getAsyncContext() {
    return AuthenticatedAsync.of(super.getAsyncContext(), this);
  }

  @Override
  public boolean authenticate(HttpServletResponse answer) throws IOException, ServletException {
    if (caller != null) {
      return true;
    }
    actions.challenge(this, answer);
    return false;
  }

  @Override
  public void login(String name, String password) throws ServletException {
    if (caller != null) {
      throw new ServletException("a caller is logged in already; log out first");
    }
    caller = actions.login(inner(), name, password);
  }

  @Override
  public void logout() throws ServletException {
    // Called first: after an outage the caller is still logged in.
    actions.logout(inner(), response);
    caller = null;
  }

  /** Returns whether the filter of these actions has authenticated the caller. */
  boolean isOf(CallerActions others) {
    return actions == others;
  }

  private HttpServletRequest inner() {
    return (HttpServletRequest) getRequest();
  }
}
