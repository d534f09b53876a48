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
 * The realm that the server is configured with, asked by {@code HttpServletRequest.login}. A server
 * tells no list of roles, so the ones that the application is known to use are asked for, each.
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
   * The server's realm.
   *
   * @param knownRoles the roles to ask for: those of web.xml and of the rules
   */
  public static ContainerRealm of(Set<String> knownRoles) {
    return new ContainerRealm(knownRoles, request -> {});
  }

  /** The same, which tells of a caller who is logged out, as another logs in. */
  public ContainerRealm beforeLogout(Consumer<HttpServletRequest> told) {
    return new ContainerRealm(knownRoles, told);
  }

  @Override
  public Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password) {
    try {
      if (request.getUserPrincipal() != null) {
        // Somebody is logged in already: the server would refuse another.
        beforeLogout.accept(request);
        request.logout();
      }
      request.login(name, password);
    } catch (ServletException e) {
      // A wrong password and a server without a realm look alike from here.
      LOGGER.log(Level.DEBUG, "the server's realm refused a login");
      return Optional.empty();
    }
    List<String> roles = new ArrayList<>();
    for (String role : knownRoles) {
      if (request.isUserInRole(role)) {
        roles.add(role);
      }
    }
    // A realm may take several spellings for one person; who that is, it says itself.
    Principal caller = request.getUserPrincipal();
    return Optional.of(
        AuthPrincipal.of(caller == null ? name : caller.getName(), roles, AuthSource.CONTAINER));
  }
}
