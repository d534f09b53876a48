package io.sallyport.internal.login;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Checks passwords in the realm of the server by {@code HttpServletRequest.login}. The Servlet API
 * does not list the roles of a user, so each role that the application uses is queried.
 */
public final class ContainerRealm implements PasswordAuthenticator {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final Set<String> knownRoles;
  private final Consumer<HttpServletRequest> beforeLogout;

  private ContainerRealm(Set<String> knownRoles, Consumer<HttpServletRequest> beforeLogout) {
    this.knownRoles = Set.copyOf(knownRoles);
    this.beforeLogout = beforeLogout;
  }

  /**
   * Creates an authenticator for the server's realm.
   *
   * @param knownRoles the roles to query: those of web.xml and of the access rules
   */
  public static ContainerRealm of(Set<String> knownRoles) {
    return new ContainerRealm(knownRoles, request -> {});
  }

  /**
   * The same, with an action before the present caller is logged out because another user logs in.
   */
  public ContainerRealm beforeLogout(Consumer<HttpServletRequest> action) {
    return new ContainerRealm(knownRoles, action);
  }

  @Override
  public Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password) {
    try {
      if (request.getUserPrincipal() != null) {
        // The server would reject a login while another user is logged in.
        beforeLogout.accept(request);
        request.logout();
      }
      request.login(name, password);
    } catch (ServletException e) {
      // A wrong password and a server without a realm cannot be distinguished.
      LOGGER.log(Level.DEBUG, "login rejected by the server's realm");
      return Optional.empty();
    }
    // A realm may accept several spellings of a name. The name that it returns counts.
    Principal caller = request.getUserPrincipal();
    return Optional.of(
        AuthPrincipal.of(
            caller == null ? name : caller.getName(), roles(request), AuthSource.CONTAINER));
  }

  private List<String> roles(HttpServletRequest request) {
    List<String> roles = new ArrayList<>();
    for (String role : knownRoles) {
      if (request.isUserInRole(role)) {
        roles.add(role);
      }
    }
    return roles;
  }
}
