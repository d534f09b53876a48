package io.sallyport.servertests.server;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/** Undertow without WildFly: it reads no web.xml, so {@link UndertowApplication} does. */
public final class UndertowMain {

  private UndertowMain() {}

  /** The folder of applications; a folder for temporary files. */
  public static void main(String[] arguments) throws Exception {
    ServerLife.begin();
    PathHandler paths = Handlers.path();
    for (Map.Entry<String, Path> entry :
        ServerLife.applications(Path.of(arguments[0])).entrySet()) {
      String path = entry.getKey().isEmpty() ? "/" : entry.getKey();
      DeploymentManager manager =
          Servlets.newContainer()
              .addDeployment(
                  new UndertowApplication(path, entry.getValue(), Path.of(arguments[1])).read());
      deploy(path, manager, paths);
    }
    Undertow server = Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(paths).build();
    server.start();
    ServerLife.ready(((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
    server.stop();
  }

  private static void deploy(String path, DeploymentManager manager, PathHandler paths) {
    try {
      manager.deploy();
      paths.addPrefixPath(path, manager.start());
    } catch (ServletException | RuntimeException e) {
      e.printStackTrace();
      ServerLife.failed(path);
    }
  }
}
