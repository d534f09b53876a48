package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Decisions are the same after reload, restart and redeployment, and nothing remains in memory. */
class ReloadIT {

  private static final Path WORK = Path.of("target/work").toAbsolutePath();

  private static final List<String> ORDERS = List.of("restart", "redeploy", "redeploy", "redeploy");

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void decisionsAreAsBeforeAfterEachReload(TestServer server) throws Exception {
    Path webapps = WORK.resolve(server.folder() + "-reload/webapps");
    Applications.empty(webapps);
    MatrixApplications applications = MatrixApplications.of(server);
    applications.unpackReloaded(webapps);
    Path log = Path.of("target/server-logs", server.folder() + "-reload.log");
    try (ServerProcess process = server.startWithAll(webapps, log)) {
      List<String> orders = new ArrayList<>(ORDERS);
      if (server.isTomcat()) {
        orders.addAll(0, List.of("reload", "reload"));
      }
      carryOut(orders, applications, process);
      assertThat(process.order("count")).contains("LOADERS 0", "THREADS 0");
    }
  }

  private static void carryOut(
      List<String> orders, MatrixApplications applications, ServerProcess process)
      throws Exception {
    assertThat(wrong(applications, process)).as("before").isEmpty();
    for (String order : orders) {
      process.order(order);
      assertThat(wrong(applications, process)).as("after " + order).isEmpty();
    }
  }

  private static List<String> wrong(MatrixApplications applications, ServerProcess process)
      throws IOException {
    List<String> wrong = new ArrayList<>();
    new Http(process.port()).get("/plain/open/who");
    for (Integration integration : applications.integrations()) {
      for (boolean bySession : new boolean[] {true, false}) {
        MatrixVisit visit = new MatrixVisit(process.port(), integration.contextPath(), bySession);
        for (MatrixCase row : List.of(MatrixCase.PUBLIC, MatrixCase.ANONYMOUS, MatrixCase.RULES)) {
          note(wrong, integration, row, row.observe(visit));
        }
        if (integration != Integration.FILTER) {
          note(wrong, integration, MatrixCase.CONSTRAINT, MatrixCase.CONSTRAINT.observe(visit));
        }
      }
    }
    return wrong;
  }

  private static void note(
      List<String> wrong, Integration integration, MatrixCase row, String observation) {
    if (!observation.equals(MatrixVisit.OK)) {
      wrong.add(integration + " " + row + ": " + observation);
    }
  }
}
