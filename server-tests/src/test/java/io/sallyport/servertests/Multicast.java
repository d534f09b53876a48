package io.sallyport.servertests;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;

/** Detects whether this machine can send multicast to itself. Some containers cannot. */
final class Multicast {

  private static final int TIMEOUT_MILLIS = 2_000;

  private Multicast() {}

  static boolean isAvailable() {
    try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      InetAddress here = InetAddress.getLoopbackAddress();
      InetAddress group = InetAddress.getByName("228.0.0.4");
      NetworkInterface network = NetworkInterface.getByInetAddress(here);
      if (network == null) {
        return false;
      }
      channel.bind(new InetSocketAddress(0));
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
      channel.join(group, network);
      byte[] word = {'h', 'e', 'r', 'e'};
      channel.send(
          ByteBuffer.wrap(word), new InetSocketAddress(group, channel.socket().getLocalPort()));
      DatagramPacket received = new DatagramPacket(new byte[word.length], word.length);
      channel.socket().setSoTimeout(TIMEOUT_MILLIS);
      channel.socket().receive(received);
      return Arrays.equals(received.getData(), word);
    } catch (IOException e) {
      // The system reports in this way that multicast is not available.
      return false;
    }
  }
}
