package io.sallyport.internal.key;

import io.sallyport.internal.background.Background;
import io.sallyport.internal.background.Background.Later;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text from a web address by one GET. The whole exchange has a timeout, even if the server
 * sends single bytes. Redirects are not followed (CWE-918). A text longer than {@value #MAX_BYTES}
 * bytes is rejected. No connection is kept open.
 */
public final class WebDocument implements KeyDocument {

  private static final int MAX_BYTES = 256 * 1024;
  private static final String LATE = "no response within the timeout";

  private final WebAddress address;
  private final Duration timeout;
  private final Background background;
  private volatile @Nullable Exchange exchange;

  private WebDocument(WebAddress address, Duration timeout, Background background) {
    this.address = address;
    this.timeout = timeout;
    this.background = background;
  }

  /**
   * Creates the document of an address.
   *
   * @param timeout for connecting, and for each read; twice as long for the whole exchange
   */
  public static WebDocument of(WebAddress address, Duration timeout, Background background) {
    return new WebDocument(address, timeout, background);
  }

  @Override
  public String read() throws IOException {
    Exchange started = new Exchange((HttpURLConnection) address.uri().toURL().openConnection());
    exchange = started;
    Later deadline = background.after(timeout.multipliedBy(2), started::end);
    try {
      return started.text();
    } catch (IOException e) {
      throw new IOException(started.reason(e), e);
    } catch (RuntimeException e) {
      // HttpURLConnection fails with a NullPointerException if another thread closes it.
      if (started.ended) {
        throw new IOException(LATE, e);
      }
      throw e;
    } finally {
      deadline.cancel();
      started.connection.disconnect();
      exchange = null;
    }
  }

  @Override
  public void abort() {
    Exchange running = exchange;
    if (running != null) {
      running.end();
    }
  }

  @Override
  public String toString() {
    return address.toString();
  }

  /** An invalid response; the message is for the operator. */
  private static final class BadResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    private BadResponseException(String message) {
      super(message);
    }
  }

  /** One request and its response. */
  private final class Exchange {

    private final HttpURLConnection connection;
    private final EndableSockets sockets = new EndableSockets();
    private final long end = background.nanoTime() + 2 * timeout.toNanos();
    private volatile boolean ended;

    private Exchange(HttpURLConnection connection) {
      this.connection = connection;
      connection.setConnectTimeout((int) timeout.toMillis());
      connection.setReadTimeout((int) timeout.toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestProperty("Accept", "application/json, application/jwk-set+json");
      // Reads are rare, and an open connection would keep our class loader.
      connection.setRequestProperty("Connection", "close");
      if (connection instanceof HttpsURLConnection) {
        ((HttpsURLConnection) connection).setSSLSocketFactory(sockets);
      }
    }

    private String text() throws IOException {
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new BadResponseException(
            status < 0
                ? "the response is not HTTP"
                : "the response has status "
                    + status
                    + (status / 100 == 3 ? "; redirects are not followed" : ""));
      }
      try (InputStream in = connection.getInputStream()) {
        return new String(bytes(in), StandardCharsets.UTF_8);
      }
    }

    private byte[] bytes(InputStream in) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes.write(buffer, 0, read);
        if (bytes.size() > MAX_BYTES) {
          throw new BadResponseException(
              "the response is longer than " + MAX_BYTES / 1024 + " KiB");
        }
        if (background.nanoTime() - end > 0) {
          end();
          throw new SocketTimeoutException();
        }
      }
      return bytes.toByteArray();
    }

    // Called by another thread. Ends whatever the reading thread waits for.
    private void end() {
      ended = true;
      sockets.end();
      connection.disconnect();
    }

    private String reason(IOException e) {
      if (e instanceof BadResponseException) {
        return String.valueOf(e.getMessage());
      }
      if (ended || e instanceof SocketTimeoutException) {
        return LATE;
      }
      // The message has the host and the network error, and no part of the response.
      return e.getClass().getSimpleName() + ", " + e.getMessage();
    }
  }
}
