package io.sallyport.servertests.server;

import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import jakarta.servlet.ServletException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Deploys, restarts and redeploys Undertow's applications while the server runs. */
final class UndertowReload {

  private final Path applications;
  private final Path temp;
  private final PathHandler paths;
  private final Map<String, DeploymentManager> managers = new LinkedHashMap<>();
  private final LeakCheck left = new LeakCheck();

  UndertowReload(String[] arguments, PathHandler paths) {
    this.applications = Path.of(arguments[0]);
    this.temp = Path.of(arguments[1]);
    this.paths = paths;
  }

  void deploy() throws Exception {
    for (Map.Entry<String, Path> entry : ServerLife.applications(applications).entrySet()) {
      String path = entry.getKey().isEmpty() ? "/" : entry.getKey();
      DeploymentManager manager =
          Servlets.newContainer()
              .addDeployment(new UndertowApplication(path, entry.getValue(), temp).read());
      managers.put(path, manager);
      start(path, manager);
    }
  }

  private void start(String path, DeploymentManager manager) {
    try {
      manager.deploy();
      paths.addPrefixPath(path, manager.start());
    } catch (ServletException | RuntimeException e) {
      e.printStackTrace();
      ServerLife.failed(path);
    }
  }

  private void stop(String path, DeploymentManager manager) throws ServletException {
    left.watch(manager.getDeployment().getDeploymentInfo().getClassLoader());
    paths.removePrefixPath(path);
    manager.stop();
    manager.undeploy();
    left.countThreads();
  }

  /** Undeploys and deploys with the same class loader, which Undertow reuses. */
  void restart() throws ServletException {
    for (Map.Entry<String, DeploymentManager> entry : managers.entrySet()) {
      stop(entry.getKey(), entry.getValue());
      start(entry.getKey(), entry.getValue());
    }
  }

  void redeploy() throws Exception {
    for (Map.Entry<String, DeploymentManager> entry : managers.entrySet()) {
      DeploymentInfo info = entry.getValue().getDeployment().getDeploymentInfo();
      stop(entry.getKey(), entry.getValue());
      // Its thread watches the files and keeps the class loader until it is closed explicitly.
      info.getResourceManager().close();
    }
    managers.clear();
    deploy();
  }

  void count() throws InterruptedException {
    left.print();
  }
}
