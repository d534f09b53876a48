package io.sallyport.servertests.store;

import io.sallyport.internal.store.RedisTokenStore;
import io.sallyport.spi.TokenStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import redis.embedded.RedisServer;

/** A Redis that loses all data at a restart, which is the worst case for a list. */
public final class Redis implements StoreServer {

  private final int port = freePort();
  private RedisServer server = start();

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RedisServer start() {
    try {
      RedisServer started =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .setting("appendonly no")
              .build();
      started.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the URL, as for {@code auth.store.url}. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public TokenStore open() {
    return RedisTokenStore.of(url(), Clock.systemUTC());
  }

  @Override
  public List<ProcessHandle> processes() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").contains("redis"))
        .collect(Collectors.toList());
  }

  @Override
  public void startAgain() throws Exception {
    server.stop();
    server = start();
  }

  @Override
  public int connectionsInUse() {
    return -1;
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
