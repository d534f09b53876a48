package io.sallyport.servertests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Deployments that must not succeed, and what the log must tell their deployer. */
final class Contradictions {

  private static final Map<String, String> REMEDIES =
      Map.of(
          "bad-two-doors", "two doors would decide; remove the <filter>",
          "bad-setting", "auth.realm",
          "bad-door", "use the <filter> there",
          "bad-login-config", "remove <login-config>, and use",
          "bad-no-cdi", "add an empty file WEB-INF/beans.xml");

  private Contradictions() {}

  /**
   * Of whom docs/servers.md says that every answer is 503 if the deployment does not fail; what a
   * constraint rejects before the filter apart.
   */
  private static final Set<String> SERVING_ON =
      Set.of("Open Liberty 26", "Payara Server 6", "GlassFish 7");

  private static final List<String> PATHS = List.of("/open/who", "/open/view.jsp", "/ruled/who");

  // Open Liberty serves on whatever fails to start: then every answer is a refusal.
  private static String shut(ServerMatrix matrix, int port, String application) throws IOException {
    Http http = new Http(port);
    for (String path : PATHS) {
      String[] accept = {"Accept", "text/html"};
      int status = http.get("/" + application + path, accept).statusCode();
      if (status < 400 || (matrix.isOneOf(SERVING_ON) && status != 503)) {
        return path + " is answered with " + status;
      }
    }
    return MatrixVisit.OK;
  }

  static void look(ServerMatrix matrix, List<String> contradictions, ServerProcess server, Path log)
      throws IOException {
    for (String contradiction : contradictions) {
      String observation = MatrixVisit.OK;
      if (!server.failed().contains(contradiction)) {
        observation = shut(matrix, server.port(), contradiction);
      }
      if (observation.equals(MatrixVisit.OK)
          && !Files.readString(log).contains(REMEDIES.get(contradiction))) {
        // Read afterwards: WildFly starts a filter with its first request.
        observation = "without the remedy";
      }
      matrix.add("refused, with the remedy in the log: " + contradiction, observation);
    }
  }
}
