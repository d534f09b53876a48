package io.sallyport.internal.request;

import io.sallyport.internal.container.ContainerLogin;
import io.sallyport.internal.container.ServerKind;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Handles the calls of the container for one application, from Jakarta Security or Jakarta
 * Authentication.
 */
public final class ContainerIntegration {

  private static final String ATTRIBUTE = "io.sallyport.integration";

  private final RequestParts parts;
  private final boolean sessionsRemembered;

  private ContainerIntegration(RequestParts parts, ServerKind server) {
    this.parts = parts;
    this.sessionsRemembered = server != ServerKind.OPEN_LIBERTY;
  }

  /** Stores the integration in the application, where our mechanism and module find it. */
  public static void install(ServletContext application, RequestParts parts) {
    application.setAttribute(
        ATTRIBUTE, new ContainerIntegration(parts, ServerKind.of(application)));
  }

  /** Removes the integration when the application stops. */
  public static void remove(ServletContext application) {
    application.removeAttribute(ATTRIBUTE);
  }

  /** Returns whether this integration has started in the request's application. */
  public static boolean isInstalled(HttpServletRequest request) {
    return request.getServletContext().getAttribute(ATTRIBUTE) instanceof ContainerIntegration;
  }

  /**
   * Returns the integration of the request's application.
   *
   * @throws ServletException if the server has not run our {@code ServletContainerInitializer}
   */
  public static ContainerIntegration of(HttpServletRequest request) throws ServletException {
    Object found = request.getServletContext().getAttribute(ATTRIBUTE);
    if (found instanceof ContainerIntegration) {
      return (ContainerIntegration) found;
    }
    throw new ServletException(
        "Sallyport did not start: the server did not run the ServletContainerInitializer of its jar;"
            + " remove <absolute-ordering> from web.xml, or use the <filter>");
  }

  /**
   * Handles one call of the container.
   *
   * @throws IOException if the response cannot be written or the container rejects the caller
   */
  public ContainerOutcome handle(
      HttpServletRequest request, HttpServletResponse response, ContainerLogin login)
      throws IOException, ServletException {
    return new ContainerRequestHandler(
            parts, request, response, new CallerRegistration(login, sessionsRemembered))
        .handle();
  }

  /** Revokes the credentials that the browser holds, when the container logs its caller out. */
  public void logout(HttpServletRequest request, HttpServletResponse response) {
    parts.actions().endCaller(request, response);
  }
}
