package io.sallyport.servertests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

  // Open Liberty serves on whatever fails to start: then every answer is a refusal.
  private static boolean isShut(int port, String application) throws IOException {
    String path = "/" + application + "/open/who";
    return new Http(port).get(path).statusCode() >= 400;
  }

  static void look(ServerMatrix matrix, List<String> contradictions, ServerProcess server, Path log)
      throws IOException {
    for (String contradiction : contradictions) {
      String observation = MatrixVisit.OK;
      if (!server.failed().contains(contradiction) && !isShut(server.port(), contradiction)) {
        observation = "was deployed";
      } else if (!Files.readString(log).contains(REMEDIES.get(contradiction))) {
        // Read afterwards: WildFly starts a filter with its first request.
        observation = "without the remedy";
      }
      matrix.add("refused, with the remedy in the log: " + contradiction, observation);
    }
  }
}
