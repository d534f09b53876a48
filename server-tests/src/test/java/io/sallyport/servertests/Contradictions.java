package io.sallyport.servertests;

import java.util.List;
import java.util.Map;

/** Deployments that must not succeed, and what the log must tell their deployer. */
final class Contradictions {

  private static final Map<String, String> REMEDIES =
      Map.of(
          "bad-two-doors", "two doors would decide; remove the <filter>",
          "bad-login-config", "remove <login-config>, and use",
          "bad-no-cdi", "add an empty file WEB-INF/beans.xml");

  private Contradictions() {}

  static void look(
      ServerMatrix matrix, List<String> contradictions, ServerProcess server, String log) {
    for (String contradiction : contradictions) {
      String observation = MatrixVisit.OK;
      if (!server.failed().contains(contradiction)) {
        observation = "was deployed";
      } else if (!log.contains(REMEDIES.get(contradiction))) {
        observation = "without the remedy";
      }
      matrix.add("refused, with the remedy in the log: " + contradiction, observation);
    }
  }
}
