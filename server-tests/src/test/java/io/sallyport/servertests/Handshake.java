package io.sallyport.servertests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Sends WebSocket handshakes with any headers. */
final class Handshake {

  static final String OTHER_SITE = "https://elsewhere.example";

  private final int port;

  Handshake(int port) {
    this.port = port;
  }

  /** Returns the status of the answer: 101 for a connection, which is closed at once. */
  int status(String path, String... headers) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "Connection",
                "Upgrade",
                "Upgrade",
                "websocket",
                "Sec-WebSocket-Version",
                "13",
                "Sec-WebSocket-Key",
                "dGhlIHNhbXBsZSBub25jZQ=="));
    all.addAll(List.of(headers));
    try (RawConnection connection = new RawConnection(port)) {
      return connection.send("GET", path, "", all.toArray(String[]::new)).status();
    }
  }

  String sameSite() {
    return "http://127.0.0.1:" + port;
  }

  /** A cell of the matrix: a page of another site uses the caller's credential. */
  static String crossSite(MatrixVisit visit) throws IOException {
    Handshake handshake = new Handshake(visit.port());
    String path = visit.application() + "/own/socket";
    Browser alice = visit.alice();
    String name = visit.isBySession() ? "Cookie" : "Authorization";
    String value = visit.isBySession() ? alice.cookieHeader() : "Bearer " + alice.token();
    int other = handshake.status(path, name, value, "Origin", OTHER_SITE);
    int marked = handshake.status(path, name, value, "Sec-Fetch-Site", "cross-site");
    int same = handshake.status(path, name, value, "Origin", handshake.sameSite());
    int apiClient = handshake.status(path, name, value);
    String seen = other + " " + marked + " " + same + " " + apiClient;
    return seen.equals(visit.isBySession() ? "403 403 101 101" : "101 101 101 101")
        ? MatrixVisit.OK
        : seen;
  }
}
