package io.sallyport.servertests;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A feature that an integration cannot offer on a server, with the reason. */
enum KnownLimitation {
  BEHIND_CONSTRAINTS(
      Set.of(),
      Set.of(Integration.FILTER),
      Set.of(
          MatrixCase.CONSTRAINT,
          MatrixCase.CONSTRAINT_WRONG_ROLE,
          MatrixCase.CONSTRAINT_ANONYMOUS,
          MatrixCase.ANNOTATION,
          MatrixCase.ANNOTATION_ANONYMOUS,
          MatrixCase.REALM_USER,
          MatrixCase.LOGIN_PAGE),
      "The container evaluates its own constraints before it calls a filter. It sees no caller"
          + " then and rejects the request. Use `auth.rules` or another integration."),
  ONLY_IN_THE_REQUEST(
      Set.of(),
      Set.of(Integration.FILTER),
      Set.of(
          MatrixCase.BEAN,
          MatrixCase.BEAN_ASYNC,
          MatrixCase.BEAN_ERROR_PAGE,
          MatrixCase.CONTEXT,
          MatrixCase.CONTEXT_ASYNC,
          MatrixCase.CONTEXT_ERROR_PAGE),
      "A filter sets the caller of the request. EJBs and `SecurityContext` do not read the request."
          + " Use another integration."),
  LIBERTY_ERROR_PAGES(
      Set.of("Open Liberty 26"),
      Set.of(Integration.MECHANISM),
      Set.of(MatrixCase.BEAN_ERROR_PAGE, MatrixCase.CONTEXT_ERROR_PAGE),
      "With Jakarta Security, Open Liberty ends the caller's authentication before it shows an error"
          + " page. There EJBs and `SecurityContext` have no roles. The request has them. Use"
          + " `container`, or read the request."),
  REQUEST_ONLY(
      Set.of("Payara Server 6", "GlassFish 7", "TomEE 9"),
      Set.of(Integration.MECHANISM, Integration.CONTAINER),
      Set.of(
          MatrixCase.BEAN_ASYNC,
          MatrixCase.BEAN_ERROR_PAGE,
          MatrixCase.CONTEXT_ASYNC,
          MatrixCase.CONTEXT_ERROR_PAGE),
      "This server authenticates only the first dispatch. In async dispatches and error pages EJBs"
          + " and `SecurityContext` do not see its caller. The request returns the caller. Call them"
          + " earlier, or read the request."),
  JERSEY(
      Set.of("Payara Server 6", "GlassFish 7"),
      Set.of(Integration.FILTER),
      Set.of(MatrixCase.REST, MatrixCase.REST_WRONG_ROLE, MatrixCase.REALM_USER_REST),
      "This server's JAX-RS reads the caller of the container, not of the request. Use `auth.rules`"
          + " or another integration."),
  NO_ROLES_IN_JAX_RS(
      Set.of("TomEE 9"),
      EnumSet.allOf(Integration.class),
      Set.of(
          MatrixCase.REST_WRONG_ROLE, MatrixCase.REALM_USER_REST, MatrixCase.REST_ROLE_ANONYMOUS),
      "TomEE checks `@RolesAllowed` only on EJBs, not on other JAX-RS resources. This holds for every"
          + " integration. Use a constraint or `auth.rules`."),
  REALM_ROLES(
      Set.of("GlassFish 7"),
      Set.of(Integration.MECHANISM, Integration.CONTAINER),
      Set.of(MatrixCase.REALM_USER, MatrixCase.REALM_USER_REST, MatrixCase.REALM_USER_BEAN),
      "GlassFish adds the groups of its default realm to every caller of the same name. It does so"
          + " after our module has reported the caller, and cannot be configured otherwise. Use a"
          + " default realm without users of the application's names. `auth.rules` are not affected."),
  REALM_HIDDEN(
      Set.of("Open Liberty 26", "Payara Server 6", "GlassFish 7"),
      Set.of(Integration.MECHANISM, Integration.CONTAINER),
      Set.of(MatrixCase.REALM),
      "With these integrations the server rejects password checks with its own realm. The deployment"
          + " is rejected, and the log states this reason. Set another `auth.login.user-store`."),
  REALM_NEEDS_LOGIN_CONFIG(
      Set.of("Jetty 12.1 ee10", "Jetty 12.1 ee11"),
      Set.of(Integration.FILTER),
      Set.of(MatrixCase.REALM),
      "Jetty uses its realm only for applications with a `<login-config>`. This one has none.");

  private final Set<String> servers;
  private final Set<Integration> integrations;
  private final Set<MatrixCase> rows;
  private final String reason;

  // An empty set of servers means all servers.
  KnownLimitation(
      Set<String> servers, Set<Integration> integrations, Set<MatrixCase> rows, String reason) {
    this.servers = servers;
    this.integrations = integrations;
    this.rows = rows;
    this.reason = reason;
  }

  static Optional<KnownLimitation> find(String server, Integration integration, MatrixCase row) {
    for (KnownLimitation limitation : values()) {
      boolean here = limitation.servers.isEmpty() || limitation.servers.contains(server);
      if (here && limitation.integrations.contains(integration) && limitation.rows.contains(row)) {
        return Optional.of(limitation);
      }
    }
    return Optional.empty();
  }

  String reason() {
    return reason;
  }
}
