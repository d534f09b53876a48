package io.sallyport.servertests;

import static io.sallyport.servertests.MatrixVisit.OK;
import static io.sallyport.servertests.MatrixVisit.all;
import static io.sallyport.servertests.MatrixVisit.seen;

import java.io.IOException;

/**
 * Requests for a servlet of another path. Open Liberty caches the servlet of a request URI without
 * its path parameters. Any client can fill that cache, so that a later request for the URI runs a
 * servlet of another path.
 */
final class CachedServletPath {

  private CachedServletPath() {}

  /** Neither a protected servlet nor a login can be moved to another path. */
  static String observe(MatrixVisit visit) throws IOException {
    String application = visit.application();
    try (RawConnection connection = new RawConnection(visit.port())) {
      String ruled = moved(connection, application + "/cccc", "/ruled/who");
      String secret = moved(connection, application + "/dddd", "/secret/who");
      // The password of a login must not reach the application's servlet.
      String login = rejected(connection.send("GET", application + "/auth/login;/../x.do", ""));
      MatrixVisit session = new MatrixVisit(visit.port(), application, true);
      return all(ruled, secret, login, seen(session.alice().get("/open/who")));
    }
  }

  private static String moved(RawConnection connection, String path, String servlet)
      throws IOException {
    return all(
        rejected(connection.send("GET", path + ";/.." + servlet, "")),
        rejected(connection.send("GET", path, "")));
  }

  private static String rejected(RawConnection.Answer answer) {
    return answer.status() >= 400 && !answer.body().contains("principal=")
        ? OK
        : answer.status() + ": " + answer.body();
  }
}
