package io.sallyport.internal.request;

import io.sallyport.internal.container.ContainerLogin;
import io.sallyport.internal.container.ServerKind;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The engine behind the doors that a container asks: one for each application. */
public final class ContainerIntegration {

  private static final String ATTRIBUTE = "io.sallyport.integration";

  private final RequestParts parts;
  private final boolean remembered;

  private ContainerIntegration(RequestParts parts, ServerKind server) {
    this.parts = parts;
    this.remembered = server != ServerKind.OPEN_LIBERTY;
  }

  /** Makes the door the application's; the beans and modules of the container find it there. */
  public static void install(ServletContext application, RequestParts parts) {
    application.setAttribute(
        ATTRIBUTE, new ContainerIntegration(parts, ServerKind.of(application)));
  }

  public static void remove(ServletContext application) {
    application.removeAttribute(ATTRIBUTE);
  }

  /** Returns whether the start of the request's application has got as far as this integration. */
  public static boolean isInstalled(HttpServletRequest request) {
    return request.getServletContext().getAttribute(ATTRIBUTE) instanceof ContainerIntegration;
  }

  /**
   * The door of the request's application.
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

  public ContainerOutcome open(
      HttpServletRequest request, HttpServletResponse response, ContainerLogin login)
      throws IOException, ServletException {
    return new ContainerRequestHandler(parts, request, response, login, remembered).open();
  }

  /** The container logs its caller out: the browser forgets them too. */
  public void forget(HttpServletRequest request, HttpServletResponse response) {
    parts.actions().forget(request, response);
  }
}
