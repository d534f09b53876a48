package io.sallyport.internal.request;

import io.sallyport.internal.container.ContainerLogin;
import io.sallyport.internal.container.ServerKind;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Connects an application with the integrations that the container calls. */
public final class ContainerIntegration {

  private static final String ATTRIBUTE = "io.sallyport.integration";

  private final RequestParts parts;
  private final boolean sessionsRemembered;

  private ContainerIntegration(RequestParts parts, ServerKind server) {
    this.parts = parts;
    this.sessionsRemembered = server != ServerKind.OPEN_LIBERTY;
  }

  /** Stores it where the beans and modules of the container find it. */
  public static void install(ServletContext application, RequestParts parts) {
    application.setAttribute(
        ATTRIBUTE, new ContainerIntegration(parts, ServerKind.of(application)));
  }

  /** Removes it when the application ends. */
  public static void remove(ServletContext application) {
    application.removeAttribute(ATTRIBUTE);
  }

  /** Returns whether the start of the request's application has got as far as this integration. */
  public static boolean isInstalled(HttpServletRequest request) {
    return request.getServletContext().getAttribute(ATTRIBUTE) instanceof ContainerIntegration;
  }

  /**
   * The integration of the request's application.
   *
   * @throws ServletException if the server has not run our initialiser
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

  /** Ends what the browser holds, when the container logs its caller out. */
  public void logout(HttpServletRequest request, HttpServletResponse response) {
    parts.actions().endCaller(request, response);
  }
}
