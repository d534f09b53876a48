package io.sallyport.servertests;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One persistent connection that is read strictly: after a body of the declared length the next
 * answer must follow.
 */
final class RawConnection implements AutoCloseable {

  /** One answer, as a proxy reads it from the connection. */
  static final class Answer {

    private final int status;
    private final Map<String, String> headers;
    private final String body;

    private Answer(int status, Map<String, String> headers, String body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }

    int status() {
      return status;
    }

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    String body() {
      return body;
    }
  }

  private final int port;
  private Socket socket;
  private InputStream in;
  private boolean closed = true;

  RawConnection(int port) {
    this.port = port;
  }

  /** Sends a request and reads its answer. Reconnects only if the server closed the connection. */
  Answer send(String method, String path, String body, String... headers) throws IOException {
    if (closed) {
      close();
      socket = new Socket("127.0.0.1", port);
      socket.setSoTimeout(30_000);
      in = new BufferedInputStream(socket.getInputStream());
      closed = false;
    }
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    request.append("Host: 127.0.0.1:").append(port).append("\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    if (!body.isEmpty()) {
      request.append("Content-Type: text/plain\r\nContent-Length: ");
      request.append(body.length()).append("\r\n");
    }
    socket.getOutputStream().write((request + "\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
    return read();
  }

  private Answer read() throws IOException {
    String first = line();
    if (!first.matches("HTTP/1\\.1 \\d{3}.*")) {
      throw new IOException("no status line: " + first);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    closed = headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    return new Answer(Integer.parseInt(first.substring(9, 12)), headers, body(headers));
  }

  private String body(Map<String, String> headers) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      StringBuilder body = new StringBuilder();
      while (true) {
        int size = Integer.parseInt(line().trim(), 16);
        body.append(text(size));
        line();
        if (size == 0) {
          return body.toString();
        }
      }
    }
    String length = headers.get("content-length");
    if (length != null) {
      return text(Integer.parseInt(length));
    }
    return closed ? new String(in.readAllBytes(), StandardCharsets.ISO_8859_1) : "";
  }

  private String text(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body has " + bytes.length + " of " + length + " bytes");
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended in: " + line);
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
    }
  }
}
