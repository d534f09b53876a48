package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** docs/server-matrix.md against what was seen. */
final class MatrixPage {

  private MatrixPage() {}

  static void compare(ServerMatrix matrix) throws IOException {
    if (Boolean.getBoolean("server.matrix.write")) {
      matrix.write();
    }
    assertThat(matrix.unexplained())
        .as("cells that no exception explains; the whole:\n" + matrix.text())
        .isEmpty();
    assertThat(matrix.text())
        .as("docs/server-matrix.md is written anew with -Dserver.matrix.write=true")
        .isEqualTo(matrix.committed());
  }
}
