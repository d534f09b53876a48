package io.sallyport.internal.request;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Shows the container's caller of a request that another {@code AuthenticationFilter} has wrapped.
 * The caller of the other filter is not the container's.
 */
final class ContainerRequest extends HttpServletRequestWrapper {

  private final HttpServletRequest container;

  private ContainerRequest(HttpServletRequest request, HttpServletRequest container) {
    super(request);
    this.container = container;
  }

  /** Returns the same request, unless it shows the caller of another filter. */
  static HttpServletRequest of(HttpServletRequest request, CallerActions own) {
    AuthenticatedRequest outermost = null;
    AuthenticatedRequest innermost = null;
    ServletRequest at = request;
    while (at instanceof ServletRequestWrapper) {
      if (at instanceof AuthenticatedRequest) {
        innermost = (AuthenticatedRequest) at;
        outermost = outermost == null ? innermost : outermost;
      }
      at = ((ServletRequestWrapper) at).getRequest();
    }
    return outermost == null || innermost == null || outermost.isOf(own)
        ? request
        : new ContainerRequest(request, (HttpServletRequest) innermost.getRequest());
  }

  /** Returns whether the request shows the caller of this filter. */
  static boolean shows(HttpServletRequest request, CallerActions own) {
    ServletRequest at = request;
    while (at instanceof ServletRequestWrapper) {
      if (at instanceof AuthenticatedRequest) {
        return ((AuthenticatedRequest) at).isOf(own);
      }
      at = ((ServletRequestWrapper) at).getRequest();
    }
    return false;
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return container.getUserPrincipal();
  }

  @Override
  public @Nullable String getRemoteUser() {
    return container.getRemoteUser();
  }

  @Override
  public @Nullable String getAuthType() {
    return container.getAuthType();
  }

  @Override
  public boolean isUserInRole(String role) {
    return container.isUserInRole(role);
  }

  @Override
  public boolean authenticate(HttpServletResponse response) throws IOException, ServletException {
    return container.authenticate(response);
  }

  @Override
  public void login(String name, String password) throws ServletException {
    container.login(name, password);
  }

  @Override
  public void logout() throws ServletException {
    container.logout();
  }
}
