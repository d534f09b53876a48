package io.sallyport.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sallyport.internal.background.BackgroundThreads;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The certificate and host of an https address are verified with the JVM's defaults. */
@Timeout(600)
class WebDocumentTlsTest {

  private static final String PASSWORD = "changeit";

  private final SSLSocketFactory before = HttpsURLConnection.getDefaultSSLSocketFactory();
  private final BackgroundThreads background = BackgroundThreads.of(2, "test-keys");

  @TempDir private Path folder;

  @AfterEach
  void end() {
    HttpsURLConnection.setDefaultSSLSocketFactory(before);
    background.close();
  }

  @Test
  void textOfTrustedServerIsRead() throws Exception {
    assertThat(read("ip:127.0.0.1", true)).isEqualTo("the keys");
  }

  @Test
  void untrustedCertificateIsRejected() {
    assertThatThrownBy(() -> read("ip:127.0.0.1", false))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("SSLHandshakeException");
  }

  @Test
  void certificateOfOtherHostIsRejected() {
    assertThatThrownBy(() -> read("dns:other.example", true))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("SSLHandshakeException");
  }

  private String read(String host, boolean trusted) throws Exception {
    KeyStore store = keyStore(host);
    SSLContext context = context(store);
    if (trusted) {
      HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
    }
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "the keys".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String address = "https://127.0.0.1:" + server.getAddress().getPort() + "/keys";
      return WebDocument.of(WebAddress.parse(address, false), Duration.ofSeconds(20), background)
          .read();
    } finally {
      server.stop(0);
    }
  }

  private KeyStore keyStore(String host) throws Exception {
    Path file = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=test",
                "-ext",
                "san=" + host,
                "-alias",
                "a",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static SSLContext context(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("a", store.getCertificate("a"));
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
