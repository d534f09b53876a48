package io.sallyport.servertests;

import java.io.IOException;

/** Rejections on a persistent connection: content type, length, body, and the next answer. */
final class RejectionInCall {

  private static final String OK = MatrixVisit.OK;
  private static final String JSON = "\\{\"error\":\"[a-z_]+\"\\}";

  private RejectionInCall() {}

  /** The application continues to write after {@code authenticate()} returned false. */
  static String ignored(MatrixVisit visit) throws IOException {
    try (RawConnection connection = new RawConnection(visit.port())) {
      String open = visit.application() + "/open/";
      for (int i = 0; i < 3; i++) {
        String rejected =
            json(connection.send("GET", open + "do?do=authenticate-ignored", ""), 401);
        String next = anonymous(connection.send("GET", open + "who", ""));
        String page =
            page(
                connection.send(
                    "GET", open + "do?do=authenticate-ignored", "", "Accept", "text/html"));
        String last = anonymous(connection.send("GET", open + "who", ""));
        String all = MatrixVisit.all(rejected, next, page, last);
        if (!all.equals(OK)) {
          return all;
        }
      }
      return OK;
    }
  }

  /** Anonymous callers can use a public JAX-RS resource. */
  static String publicResource(MatrixVisit visit) throws IOException {
    try (RawConnection connection = new RawConnection(visit.port())) {
      String open = visit.application() + "/rest/roles/open";
      RawConnection.Answer posted = connection.send("POST", open, "y".repeat(3000));
      String first = anonymous(posted);
      String whole = posted.body().endsWith("y".repeat(3000)) ? OK : "not the whole answer";
      return MatrixVisit.all(
          first,
          whole,
          anonymous(connection.send("GET", visit.application() + "/open/who", "")),
          anonymous(connection.send("GET", open, "")),
          anonymous(connection.send("GET", visit.application() + "/open/who", "")));
    }
  }

  /** Anonymous callers cannot use a JAX-RS resource that requires a role. */
  static String protectedResource(MatrixVisit visit) throws IOException {
    try (RawConnection connection = new RawConnection(visit.port())) {
      RawConnection.Answer answer =
          connection.send("GET", visit.application() + "/rest/roles/employee", "");
      return MatrixVisit.all(
          answer.status() == 401 || answer.status() == 403 ? OK : String.valueOf(answer.status()),
          anonymous(connection.send("GET", visit.application() + "/open/who", "")));
    }
  }

  /** Every rejection of an API client has a JSON body of the declared length. */
  static String bodies(MatrixVisit visit) throws IOException {
    try (RawConnection connection = new RawConnection(visit.port())) {
      String open = visit.application() + "/open/who";
      String[] bad = {"Authorization", "Bearer a.b.c"};
      String alice = "Bearer " + MatrixVisit.token("alice", "employee");
      return MatrixVisit.all(
          json(connection.send("GET", open, "", bad), 401),
          anonymous(connection.send("GET", open, "")),
          json(connection.send("GET", open, "", "Authorization", "Bearer a b"), 400),
          json(connection.send("GET", visit.application() + "/ruled/who", ""), 401),
          json(
              connection.send(
                  "GET", visit.application() + "/ruled/who", "", "Authorization", alice),
              403),
          json(connection.send("POST", visit.application() + "/auth/login", "a=b"), 415),
          json(connection.send("POST", open, "a=b", bad), 401),
          anonymous(connection.send("GET", open, "")));
    }
  }

  private static String json(RawConnection.Answer answer, int status) {
    if (answer.status() != status) {
      return answer.status() + " for " + status;
    }
    boolean json = answer.header("Content-Type").startsWith("application/json");
    return json && answer.body().matches(JSON)
        ? OK
        : answer.header("Content-Type") + ": " + answer.body();
  }

  private static String page(RawConnection.Answer answer) {
    boolean sent = answer.header("Location").contains("/login.html");
    return sent && answer.body().isEmpty() ? OK : answer.status() + ": " + answer.body();
  }

  private static String anonymous(RawConnection.Answer answer) {
    boolean anonymous = answer.body().lines().anyMatch("principal="::equals);
    return answer.status() == 200 && anonymous ? OK : answer.status() + ": " + answer.body();
  }
}
