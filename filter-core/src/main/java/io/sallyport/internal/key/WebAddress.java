package io.sallyport.internal.key;

import java.net.URI;
import java.util.Set;

/** An address that keys may come from: https, or plain http on the same machine if allowed. */
public final class WebAddress {

  private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "[0:0:0:0:0:0:0:1]");

  private final URI uri;

  private WebAddress(URI uri) {
    this.uri = uri;
  }

  /**
   * Parses an address.
   *
   * @param loopbackAllowed whether plain http is allowed on the same machine
   * @throws IllegalArgumentException if the address is invalid; the message is for the deployer
   */
  public static WebAddress parse(String text, boolean loopbackAllowed) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not a URL; use https://host/path", e);
    }
    boolean plain = "http".equalsIgnoreCase(uri.getScheme());
    if (uri.getHost() == null || !(plain || "https".equalsIgnoreCase(uri.getScheme()))) {
      throw new IllegalArgumentException("is not a URL; use https://host/path");
    }
    if (uri.getUserInfo() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException("has a user or a fragment; remove it");
    }
    if (plain && !(loopbackAllowed && isLoopback(uri.getHost()))) {
      throw new IllegalArgumentException(
          "is not https, so that keys could be replaced on the network (RFC 8725, 3.8); use https,"
              + " or on loopback auth.jwt.jwks.allow-http-loopback=true");
    }
    return new WebAddress(uri);
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.contains(host) || (host.startsWith("127.") && isIpv4(host));
  }

  // A host of digits and dots is a valid IPv4 address: for any other, such as 127.0.0.999,
  // URI.getHost() returns null. A host with a letter, such as 127.example, is a name.
  private static boolean isIpv4(String host) {
    int dots = 0;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      dots += c == '.' ? 1 : 0;
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return dots == 3 && !host.contains("..") && !host.endsWith(".");
  }

  URI uri() {
    return uri;
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
