package io.sallyport.test;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A response without a server: it records status, headers, cookies and body for the test to read.
 *
 * <pre>{@code
 * FakeResponse response = new FakeResponse();
 * filter.doFilter(FakeRequest.get("/claims"), response, chain);
 * assertEquals(401, response.getStatus());
 * assertEquals("Bearer", response.getHeader("WWW-Authenticate"));
 * }</pre>
 *
 * <p>Text is written in UTF-8. A method of the servlet API that has no fake throws {@code
 * UnsupportedOperationException} with its name.
 */
public final class FakeResponse extends HttpServletResponseWrapper {

  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<Cookie> cookies = new ArrayList<>();
  private final List<String> setCookies = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final ServletOutputStream output = new Output();
  private final PrintWriter writer =
      new PrintWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8), true);
  private String characterEncoding = StandardCharsets.UTF_8.name();
  private int status = SC_OK;
  private boolean errorSent;
  private boolean committed;
  private boolean closed;

  /** An empty response with status 200. */
  public FakeResponse() {
    super(Unsupported.of(HttpServletResponse.class));
  }

  /** The body, read as UTF-8. */
  public String body() {
    writer.flush();
    return body.toString(StandardCharsets.UTF_8);
  }

  /** The cookies that {@code addCookie} added. */
  public List<Cookie> cookies() {
    return cookies;
  }

  /** The values of the {@code Set-Cookie} headers that {@code addHeader} added. */
  public List<String> setCookies() {
    return setCookies;
  }

  /** Whether {@code sendError} was called: the container would show the error page. */
  public boolean isErrorSent() {
    return errorSent;
  }

  /** Whether the output stream was closed. */
  public boolean isClosed() {
    return closed;
  }

  /** Commits the response, as a server does when its buffer is full. */
  public FakeResponse commit() {
    committed = true;
    return this;
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void setStatus(int code) {
    status = code;
  }

  @Override
  public void sendError(int code) {
    status = code;
    errorSent = true;
  }

  @Override
  public void sendError(int code, String message) {
    sendError(code);
  }

  @Override
  public void sendRedirect(String location) {
    requireNotCommitted();
    status = SC_FOUND;
    setHeader("Location", location);
    committed = true;
  }

  @Override
  public void setHeader(String name, String value) {
    headers.put(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    if (name.equalsIgnoreCase("Set-Cookie")) {
      setCookies.add(value);
    } else {
      headers.merge(name, value, (before, more) -> before + ", " + more);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    setHeader(name, String.valueOf(value));
  }

  @Override
  public boolean containsHeader(String name) {
    return headers.containsKey(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return headers.get(name);
  }

  @Override
  public Collection<String> getHeaders(String name) {
    String value = headers.get(name);
    return value == null ? List.of() : List.of(value);
  }

  @Override
  public Collection<String> getHeaderNames() {
    return List.copyOf(headers.keySet());
  }

  @Override
  public @Nullable String getContentType() {
    return getHeader("Content-Type");
  }

  @Override
  public void setContentType(String type) {
    setHeader("Content-Type", type);
  }

  @Override
  public void setContentLength(int length) {
    setHeader("Content-Length", String.valueOf(length));
  }

  @Override
  public void setContentLengthLong(long length) {
    setHeader("Content-Length", String.valueOf(length));
  }

  @Override
  public String getCharacterEncoding() {
    return characterEncoding;
  }

  @Override
  public void setCharacterEncoding(String name) {
    characterEncoding = name;
  }

  @Override
  public void addCookie(Cookie cookie) {
    cookies.add(cookie);
  }

  @Override
  public String encodeURL(String url) {
    return url;
  }

  @Override
  public String encodeRedirectURL(String url) {
    return url;
  }

  @Override
  public boolean isCommitted() {
    return committed;
  }

  @Override
  public void flushBuffer() {
    writer.flush();
    committed = true;
  }

  @Override
  public void reset() {
    resetBuffer();
    headers.clear();
    setCookies.clear();
    cookies.clear();
    status = SC_OK;
  }

  @Override
  public void resetBuffer() {
    requireNotCommitted();
    writer.flush();
    body.reset();
  }

  private void requireNotCommitted() {
    if (committed) {
      throw new IllegalStateException("the response is committed");
    }
  }

  @Override
  public PrintWriter getWriter() {
    return writer;
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return output;
  }

  /** Bytes that are written after the end are ignored, as containers do. */
  private final class Output extends ServletOutputStream {

    @Override
    public void write(int b) {
      if (!closed) {
        body.write(b);
      }
    }

    @Override
    public void close() {
      closed = true;
      committed = true;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException("setWriteListener");
    }
  }
}
