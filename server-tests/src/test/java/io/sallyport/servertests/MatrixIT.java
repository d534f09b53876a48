package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares each server, integration and feature with docs/server-matrix.md. */
class MatrixIT {

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void everyCellMatchesThePage(TestServer server) throws IOException {
    MatrixApplications applications = MatrixApplications.of(server);
    ServerMatrix matrix =
        ServerMatrix.observe(server.title(), server.port(), applications.integrations(), false);
    InvalidDeployments.check(matrix, applications.contradictions(), server.process(), server.log());
    MatrixPage.compare(matrix);
  }

  @ParameterizedTest
  @EnumSource(
      value = TestServer.class,
      names = {"TOMCAT_10_1", "TOMCAT_11"})
  void undeployLeavesNoRegistration(TestServer server) throws Exception {
    List<String> left = server.registrationsLeftAfterUndeploy();
    assertThat(left).containsExactly("REGISTERED 1", "LEFT 0");
  }
}
