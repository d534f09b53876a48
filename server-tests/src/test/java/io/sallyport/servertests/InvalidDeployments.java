package io.sallyport.servertests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Deployments that must fail, and the fix that the log must name. */
final class InvalidDeployments {

  private static final Map<String, String> FIXES =
      Map.of(
          "bad-two-integrations", "cannot be used together with the <filter>; remove the <filter>",
          "bad-setting", "auth.realm",
          "bad-integration", "use the <filter>",
          "bad-login-config", "remove <login-config>, and replace FORM",
          "bad-no-cdi", "add an empty file WEB-INF/beans.xml");

  private InvalidDeployments() {}

  /**
   * Servers that serve an application whose start failed. As docs/servers.md states, every answer
   * is then 503, except where a constraint rejects before the filter.
   */
  private static final Set<String> SERVING_FAILED_APPLICATIONS =
      Set.of("Open Liberty 26", "Payara Server 6", "GlassFish 7");

  /** A servlet, a JSP, a rejected path, a file, no page, JAX-RS and our own endpoints. */
  private static final List<String> PATHS =
      List.of(
          "/open/who",
          "/open/view.jsp",
          "/ruled/who",
          "/wrong.html",
          "/no-such-page",
          "/rest/roles/open",
          "/auth/login",
          "/auth/logout");

  // Open Liberty serves an application that failed to start. Every answer must be a rejection.
  private static String rejecting(ServerMatrix matrix, int port, String application)
      throws IOException {
    Http http = new Http(port);
    for (String path : PATHS) {
      String[] accept = {"Accept", "text/html"};
      int get = http.get("/" + application + path, accept).statusCode();
      int post = http.post("/" + application + path, "username=alice&password=x").statusCode();
      for (int status : new int[] {get, post}) {
        if (status < 400 || (matrix.isOneOf(SERVING_FAILED_APPLICATIONS) && status != 503)) {
          return path + " has status " + status;
        }
      }
    }
    return MatrixVisit.OK;
  }

  static void check(ServerMatrix matrix, List<String> deployments, ServerProcess server, Path log)
      throws IOException {
    for (String deployment : deployments) {
      String observation = MatrixVisit.OK;
      if (!server.failed().contains(deployment)) {
        observation = rejecting(matrix, server.port(), deployment);
      }
      if (observation.equals(MatrixVisit.OK)
          && !Files.readString(log).contains(FIXES.get(deployment))) {
        // The log is read after the requests: WildFly starts a filter at its first request.
        observation = "the log does not name the fix";
      }
      matrix.add("deployment rejected, log names the fix: " + deployment, observation);
    }
  }
}
