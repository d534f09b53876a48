package io.sallyport.servertests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An HTTP client without automatic behaviour, and a socket for malformed requests. */
final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final int port;

  Http(int port) {
    this.port = port;
  }

  HttpResponse<String> get(String path, String... headers) throws IOException {
    return send("GET", path, null, headers);
  }

  HttpResponse<String> post(String path, String form, String... headers) throws IOException {
    return send("POST", path, form, headers);
  }

  /** Headers are name, value, name, value. A body without a Content-Type is a form. */
  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    boolean typed = false;
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
      typed |= headers[i].equals("Content-Type");
    }
    if (body != null && !typed) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Sends the text unchanged and returns the complete answer. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * Sends the text and closes the output. The server may close the connection before it has read
   * the complete request; the answer is then the text received so far.
   */
  String rawUntilClosed(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(30_000);
      java.io.ByteArrayOutputStream answer = new java.io.ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
      } catch (java.net.SocketException e) {
        // The server closed the connection; there may still be an answer.
      }
      try {
        socket.getInputStream().transferTo(answer);
      } catch (java.net.SocketException e) {
        // The server closed the connection.
      }
      return answer.toString(StandardCharsets.ISO_8859_1);
    }
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Returns the session cookie that a response sets, for a Cookie header; empty if none. */
  static String sessionCookie(HttpResponse<?> response) {
    for (String cookie : response.headers().map().getOrDefault("set-cookie", List.of())) {
      if (cookie.startsWith("JSESSIONID=")) {
        return cookie.substring(0, cookie.indexOf(';'));
      }
    }
    return "";
  }

  /** Parses the lines {@code name=value} of an echo. */
  static Map<String, String> echo(String body) {
    Map<String, String> lines = new java.util.HashMap<>();
    for (String line : body.split("\\R")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        lines.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return lines;
  }
}
