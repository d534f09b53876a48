package io.sallyport.servertests.server;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import java.net.InetSocketAddress;
import java.util.Map;

/** Starts Undertow without WildFly. It reads no web.xml, so {@link UndertowApplication} does. */
public final class UndertowMain {

  private UndertowMain() {}

  /** Arguments: the folder of applications, a folder for temporary files. */
  public static void main(String[] arguments) throws Exception {
    ServerLife.begin();
    PathHandler paths = Handlers.path();
    UndertowReload reload = new UndertowReload(arguments, paths);
    reload.deploy();
    Undertow server = Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(paths).build();
    server.start();
    ServerLife.ready(
        ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort(),
        Map.of(
            "restart", reload::restart,
            "redeploy", reload::redeploy,
            "count", reload::count));
    server.stop();
  }
}
