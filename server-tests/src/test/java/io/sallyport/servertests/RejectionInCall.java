package io.sallyport.servertests;

import java.io.IOException;

/** Rejections as they come over a kept connection: type, length, body, and whose answer is next. */
final class RejectionInCall {

  private static final String OK = MatrixVisit.OK;
  private static final String JSON = "\\{\"error\":\"[a-z_]+\"\\}";

  private RejectionInCall() {}

  /** An application that goes on writing after {@code authenticate()} said no. */
  static String heedless(MatrixVisit visit) throws IOException {
    try (RawConnection connection = new RawConnection(visit.port())) {
      String open = visit.application() + "/open/";
      for (int i = 0; i < 3; i++) {
        String rejected = json(connection.send("GET", open + "do?do=heedless", ""), 401);
        String next = nobody(connection.send("GET", open + "who", ""));
        String page =
            page(connection.send("GET", open + "do?do=heedless", "", "Accept", "text/html"));
        String last = nobody(connection.send("GET", open + "who", ""));
        String all = MatrixVisit.all(rejected, next, page, last);
        if (!all.equals(OK)) {
          return all;
        }
      }
      return OK;
    }
  }

  /** An open resource of JAX-RS is there for anonymous callers too. */
  static String openResource(MatrixVisit visit) throws IOException {
    try (RawConnection connection = new RawConnection(visit.port())) {
      String open = visit.application() + "/rest/roles/open";
      RawConnection.Answer posted = connection.send("POST", open, "y".repeat(3000));
      String first = nobody(posted);
      String whole = posted.body().endsWith("y".repeat(3000)) ? OK : "not the whole answer";
      return MatrixVisit.all(
          first,
          whole,
          nobody(connection.send("GET", visit.application() + "/open/who", "")),
          nobody(connection.send("GET", open, "")),
          nobody(connection.send("GET", visit.application() + "/open/who", "")));
    }
  }

  /** A resource of JAX-RS for a role is not. */
  static String closedResource(MatrixVisit visit) throws IOException {
    try (RawConnection connection = new RawConnection(visit.port())) {
      RawConnection.Answer answer =
          connection.send("GET", visit.application() + "/rest/roles/employee", "");
      return MatrixVisit.all(
          answer.status() == 401 || answer.status() == 403 ? OK : String.valueOf(answer.status()),
          nobody(connection.send("GET", visit.application() + "/open/who", "")));
    }
  }

  /** JSON for programs, of the declared length, whatever rejects. */
  static String bodies(MatrixVisit visit) throws IOException {
    try (RawConnection connection = new RawConnection(visit.port())) {
      String open = visit.application() + "/open/who";
      String[] bad = {"Authorization", "Bearer a.b.c"};
      String bob = "Bearer " + MatrixVisit.token("alice", "employee");
      return MatrixVisit.all(
          json(connection.send("GET", open, "", bad), 401),
          nobody(connection.send("GET", open, "")),
          json(connection.send("GET", open, "", "Authorization", "Bearer a b"), 400),
          json(connection.send("GET", visit.application() + "/ruled/who", ""), 401),
          json(
              connection.send("GET", visit.application() + "/ruled/who", "", "Authorization", bob),
              403),
          json(connection.send("POST", visit.application() + "/auth/login", "a=b"), 415),
          json(connection.send("POST", open, "a=b", bad), 401),
          nobody(connection.send("GET", open, "")));
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

  private static String nobody(RawConnection.Answer answer) {
    boolean nobody = answer.body().lines().anyMatch("principal="::equals);
    return answer.status() == 200 && nobody ? OK : answer.status() + ": " + answer.body();
  }
}
