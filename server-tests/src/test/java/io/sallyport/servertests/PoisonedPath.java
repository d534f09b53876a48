package io.sallyport.servertests;

import static io.sallyport.servertests.MatrixVisit.OK;
import static io.sallyport.servertests.MatrixVisit.all;
import static io.sallyport.servertests.MatrixVisit.seen;

import java.io.IOException;

/**
 * Open Liberty finds servlets in a cache by the request URI without path parameters, which any
 * client can fill: a later request for that URI runs a servlet of another path.
 */
final class PoisonedPath {

  private PoisonedPath() {}

  /** Neither a closed servlet nor a login can be moved to another path. */
  static String observe(MatrixVisit visit) throws IOException {
    String application = visit.application();
    try (RawConnection connection = new RawConnection(visit.port())) {
      String ruled = moved(connection, application + "/cccc", "/ruled/who");
      String secret = moved(connection, application + "/dddd", "/secret/who");
      // Passwords must not go to the application's servlet.
      String taken = rejected(connection.send("GET", application + "/auth/login;/../x.do", ""));
      MatrixVisit person = new MatrixVisit(visit.port(), application, true);
      return all(ruled, secret, taken, seen(person.alice().get("/open/who")));
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
