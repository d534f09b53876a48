package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** Compares the results with docs/server-matrix.md, or writes them. */
final class MatrixPage {

  private MatrixPage() {}

  static void compare(ServerMatrix matrix) throws IOException {
    if (Boolean.getBoolean("server.matrix.write")) {
      matrix.write();
    }
    assertThat(matrix.unexplained())
        .as("cells without a known limitation; all results:\n" + matrix.text())
        .isEmpty();
    assertThat(matrix.text())
        .as("docs/server-matrix.md; write it with -Dserver.matrix.write=true")
        .isEqualTo(matrix.committed());
  }
}
