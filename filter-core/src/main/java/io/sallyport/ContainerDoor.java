package io.sallyport;

import io.sallyport.internal.container.ContainerLogin;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The engine behind the doors that a container asks: one for each application. */
final class ContainerDoor {

  private static final String DOOR_ATTRIBUTE = "io.sallyport.integration";

  private final Assembly parts;
  private final boolean remembered;

  private ContainerDoor(Assembly parts, ServerKind server) {
    this.parts = parts;
    this.remembered = server != ServerKind.OPEN_LIBERTY;
  }

  /** Makes the door the application's; the beans and modules of the container find it there. */
  static void install(ServletContext application, Assembly parts) {
    application.setAttribute(DOOR_ATTRIBUTE, new ContainerDoor(parts, ServerKind.of(application)));
    application.setAttribute(AuthenticationFilter.REJECTION_COUNTS_ATTRIBUTE, parts.counts());
    parts.api().install(application);
  }

  static void remove(ServletContext application) {
    application.removeAttribute(DOOR_ATTRIBUTE);
    Sallyport.remove(application);
  }

  /**
   * The door of the request's application.
   *
   * @throws ServletException if the server has not run our initialiser
   */
  static ContainerDoor of(HttpServletRequest request) throws ServletException {
    Object door = request.getServletContext().getAttribute(DOOR_ATTRIBUTE);
    if (door instanceof ContainerDoor) {
      return (ContainerDoor) door;
    }
    throw new ServletException(
        "Sallyport has not been started for this application: the server runs no"
            + " ServletContainerInitializer of its jar; remove <absolute-ordering> from web.xml, or"
            + " use the <filter>");
  }

  ContainerPassage.Outcome open(
      HttpServletRequest request, HttpServletResponse response, ContainerLogin login)
      throws IOException, ServletException {
    return new ContainerPassage(parts, request, response, login, remembered).open();
  }

  /** The container logs its caller out: the browser forgets them too. */
  void forget(HttpServletRequest request, HttpServletResponse response) {
    parts.actions().forget(request, response);
  }
}
