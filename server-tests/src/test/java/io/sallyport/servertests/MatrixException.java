package io.sallyport.servertests;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Where a server does not let a door do what it should, and why. */
enum MatrixException {
  BEHIND_CONSTRAINTS(
      Set.of(),
      Set.of(Door.FILTER),
      Set.of(
          MatrixCase.CONSTRAINT,
          MatrixCase.CONSTRAINT_WRONG_ROLE,
          MatrixCase.CONSTRAINT_NOBODY,
          MatrixCase.ANNOTATION,
          MatrixCase.ANNOTATION_NOBODY,
          MatrixCase.REALM_USER,
          MatrixCase.LOGIN_PAGE),
      "A filter acts behind the container's own constraints, which know no caller: they refuse"
          + " first. Use `auth.rules`, or another door."),
  ONLY_IN_THE_REQUEST(
      Set.of(),
      Set.of(Door.FILTER),
      Set.of(
          MatrixCase.BEAN,
          MatrixCase.BEAN_ASYNC,
          MatrixCase.BEAN_ERROR_PAGE,
          MatrixCase.CONTEXT,
          MatrixCase.CONTEXT_ASYNC,
          MatrixCase.CONTEXT_ERROR_PAGE),
      "A filter shows its caller in the request, which EJBs and `SecurityContext` do not look at."
          + " Use another door."),
  LIBERTY_ERROR_PAGES(
      Set.of("Open Liberty 26"),
      Set.of(Door.MECHANISM),
      Set.of(MatrixCase.BEAN_ERROR_PAGE, MatrixCase.CONTEXT_ERROR_PAGE),
      "Open Liberty ends the caller's authentication by its Jakarta Security before it shows an error"
          + " page: EJBs and `SecurityContext` know no roles there. The request does. Use"
          + " `container`, or ask the request."),
  REQUEST_ONLY(
      Set.of("Payara Server 6", "GlassFish 7", "TomEE 9"),
      Set.of(Door.MECHANISM, Door.CONTAINER),
      Set.of(
          MatrixCase.BEAN_ASYNC,
          MatrixCase.BEAN_ERROR_PAGE,
          MatrixCase.CONTEXT_ASYNC,
          MatrixCase.CONTEXT_ERROR_PAGE),
      "This server authenticates the first dispatch only: in async dispatches and error pages EJBs"
          + " and `SecurityContext` do not see its caller. The request does. Call them before, or"
          + " ask the request."),
  JERSEY(
      Set.of("Payara Server 6", "GlassFish 7"),
      Set.of(Door.FILTER),
      Set.of(MatrixCase.REST, MatrixCase.REST_WRONG_ROLE, MatrixCase.REALM_USER_REST),
      "This server's JAX-RS asks the container, not the request, who calls. Use `auth.rules`, or"
          + " another door."),
  NO_ROLES_IN_JAX_RS(
      Set.of("TomEE 9"),
      EnumSet.allOf(Door.class),
      Set.of(MatrixCase.REST_WRONG_ROLE, MatrixCase.REALM_USER_REST, MatrixCase.REST_CLOSED_NOBODY),
      "TomEE looks at `@RolesAllowed` on EJBs only, not on other JAX-RS resources, whoever"
          + " authenticates. Use a constraint or `auth.rules`."),
  REALM_ROLES(
      Set.of("GlassFish 7"),
      Set.of(Door.MECHANISM, Door.CONTAINER),
      Set.of(MatrixCase.REALM_USER, MatrixCase.REALM_USER_REST, MatrixCase.REALM_USER_BEAN),
      "GlassFish adds the groups of its default realm to every caller of the same name, after it"
          + " has been told of the caller, and leaves no way around it. Use a default realm without"
          + " users of the application's names; `auth.rules` are not affected."),
  REALM_HIDDEN(
      Set.of("Open Liberty 26", "Payara Server 6", "GlassFish 7"),
      Set.of(Door.MECHANISM, Door.CONTAINER),
      Set.of(MatrixCase.REALM),
      "The server does not let its own realm be asked from within these doors: the deployment is"
          + " refused with that word. Another `auth.login.user-store` is needed."),
  REALM_NEEDS_LOGIN_CONFIG(
      Set.of("Jetty 12.1 ee10", "Jetty 12.1 ee11"),
      Set.of(Door.FILTER),
      Set.of(MatrixCase.REALM),
      "Jetty asks its realm only for applications with a `<login-config>`, which this one has"
          + " not.");

  private final Set<String> servers;
  private final Set<Door> doors;
  private final Set<MatrixCase> rows;
  private final String reason;

  // No servers: all of them.
  MatrixException(Set<String> servers, Set<Door> doors, Set<MatrixCase> rows, String reason) {
    this.servers = servers;
    this.doors = doors;
    this.rows = rows;
    this.reason = reason;
  }

  static Optional<MatrixException> find(String server, Door door, MatrixCase row) {
    for (MatrixException exception : values()) {
      boolean here = exception.servers.isEmpty() || exception.servers.contains(server);
      if (here && exception.doors.contains(door) && exception.rows.contains(row)) {
        return Optional.of(exception);
      }
    }
    return Optional.empty();
  }

  String reason() {
    return reason;
  }
}
