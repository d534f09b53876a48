package io.sallyport.internal.key;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * The JVM's own TLS sockets, remembered so that another thread can close them. {@code
 * HttpURLConnection.disconnect} cannot: it waits for whoever is reading, and knows nothing of a
 * handshake.
 */
final class EndableSockets extends SSLSocketFactory {

  private final SSLSocketFactory sockets = HttpsURLConnection.getDefaultSSLSocketFactory();
  private final Queue<Socket> made = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  void end() {
    ended = true;
    made.forEach(EndableSockets::close);
  }

  private Socket remember(Socket socket) {
    made.add(socket);
    if (ended) {
      close(socket);
    }
    return socket;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Closed, all the same.
    }
  }

  @Override
  public Socket createSocket() throws IOException {
    return remember(sockets.createSocket());
  }

  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
      throws IOException {
    // A handshake may be waiting for the plain socket below.
    remember(connected);
    return remember(sockets.createSocket(connected, host, port, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return remember(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return remember(sockets.createSocket(host, port, localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return remember(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return remember(sockets.createSocket(host, port, localHost, localPort));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return sockets.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return sockets.getSupportedCipherSuites();
  }
}
