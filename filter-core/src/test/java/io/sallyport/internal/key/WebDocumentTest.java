package io.sallyport.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.IdentityProvider;
import io.sallyport.fixture.IdentityProvider.Mood;
import io.sallyport.fixture.IssuerKey;
import io.sallyport.internal.background.BackgroundThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads from a server that violates the protocol. The time limit only ends a test that hangs. */
@Timeout(600)
class WebDocumentTest {

  private static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final String SET = IssuerKey.set(IssuerKey.of("k"));

  private final BackgroundThreads background = BackgroundThreads.of(2, "test-keys");

  private WebDocument document(String address) {
    return WebDocument.of(WebAddress.parse(address, true), TIMEOUT, background);
  }

  @AfterEach
  void end() {
    background.close();
  }

  @Test
  void textIsReadByOneRequest() throws Exception {
    try (IdentityProvider provider = IdentityProvider.start(SET)) {
      WebAddress address = WebAddress.parse(provider.keysAddress(), true);
      // Long, since a busy machine must not fail this test.
      WebDocument document = WebDocument.of(address, Duration.ofMinutes(5), background);
      assertThat(document.read()).isEqualTo(SET);
      assertThat(provider.keyRequests()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FAILING, the response has status 503",
    "SILENT, no response within the timeout",
    "DRIPPING, no response within the timeout",
    "HUGE, the response is longer than 256 KiB",
    "REDIRECTING, 'the response has status 302; redirects are not followed'"
  })
  void invalidResponseIsReportedWithReason(Mood mood, String message) {
    try (IdentityProvider provider = IdentityProvider.start(SET).mood(mood)) {
      assertThatThrownBy(() -> document(provider.keysAddress()).read())
          .isInstanceOf(IOException.class)
          .hasMessage(message);
      assertThat(provider.followed()).isZero();
    }
  }

  @Test
  void responseOtherThanHttpIsReported() throws Exception {
    try (Dripper dripper = new Dripper("SSH-2.0-OpenSSH\r\n")) {
      assertThatThrownBy(() -> document("http://127.0.0.1:" + dripper.port()).read())
          .isInstanceOf(IOException.class)
          .hasMessage("the response is not HTTP");
    }
  }

  @Test
  void unreachableServerIsReported() {
    assertThatThrownBy(() -> document("http://127.0.0.1:" + IdentityProvider.freePort()).read())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("ConnectException");
  }

  /** Sends a beginning, then one byte after another, without end. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 2",
        "HTTP/1.1 200 OK\r\nX-Drip: ",
        "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
      })
  void slowResponseEndsAtTheTimeout(String first) throws Exception {
    try (Dripper dripper = new Dripper(first)) {
      assertThatThrownBy(() -> document("http://127.0.0.1:" + dripper.port()).read())
          .isInstanceOf(IOException.class)
          .hasMessage("no response within the timeout");
    }
  }

  @Test
  void slowTlsHandshakeEndsAtTheTimeout() throws Exception {
    // The header of a long handshake record, whose content then comes byte by byte.
    String record = new String(new char[] {0x16, 3, 3, 0x40, 0});
    try (Dripper dripper = new Dripper(record)) {
      assertThatThrownBy(() -> document("https://127.0.0.1:" + dripper.port()).read())
          .isInstanceOf(IOException.class)
          .hasMessage("no response within the timeout");
    }
  }

  @Test
  void readCanBeAborted() throws Exception {
    WebDocument patient;
    try (Dripper dripper = new Dripper("HTTP/1.1 200 OK\r\nX-Drip: ")) {
      patient =
          WebDocument.of(
              WebAddress.parse("http://127.0.0.1:" + dripper.port(), true),
              Duration.ofMinutes(10),
              background);
      ExecutorService reader = Executors.newSingleThreadExecutor();
      try {
        Future<String> reading = reader.submit(patient::read);
        assertThat(dripper.connected.await(30, TimeUnit.SECONDS)).isTrue();
        patient.abort();
        assertThatThrownBy(() -> reading.get(30, TimeUnit.SECONDS))
            .hasCauseInstanceOf(IOException.class);
      } finally {
        reader.shutdownNow();
      }
    }
  }

  @Test
  void noThreadIsLeft() throws Exception {
    try (IdentityProvider provider = IdentityProvider.start(SET)) {
      document(provider.keysAddress()).read();
    }
    background.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("test-keys")) {
        thread.join(30_000);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  /** Accepts one connection and sends something, then a byte from time to time. */
  private static final class Dripper implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CountDownLatch connected = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private Dripper(String first) throws IOException {
      thread = new Thread(() -> serve(first.getBytes(StandardCharsets.ISO_8859_1)), "dripper");
      thread.setDaemon(true);
      thread.start();
    }

    private int port() {
      return server.getLocalPort();
    }

    private void serve(byte[] first) {
      while (closing.getCount() > 0) {
        try (Socket socket = server.accept();
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream()) {
          in.read(new byte[8192]);
          out.write(first);
          out.flush();
          connected.countDown();
          while (!closing.await(50, TimeUnit.MILLISECONDS)) {
            out.write('x');
            out.flush();
          }
        } catch (IOException e) {
          // The reader has disconnected. Accept the next one.
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    @Override
    public void close() throws Exception {
      closing.countDown();
      server.close();
      thread.interrupt();
      thread.join(30_000);
    }
  }
}
