package io.sallyport.servertests.server;

import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/** Restarts and redeploys Jetty's applications while the server runs. */
final class JettyReload {

  private final ContextHandlerCollection contexts;
  private final Path applications;
  private final Path temp;
  private final LeakCheck left = new LeakCheck();

  JettyReload(ContextHandlerCollection contexts, Path applications, Path temp) {
    this.contexts = contexts;
    this.applications = applications;
    this.temp = temp;
  }

  void restart() throws Exception {
    for (ContextHandler application : contexts.getDescendants(ContextHandler.class)) {
      left.watch(application.getClassLoader());
      application.stop();
      left.countThreads();
      application.start();
    }
  }

  void redeploy() throws Exception {
    for (ContextHandler application : contexts.getDescendants(ContextHandler.class)) {
      left.watch(application.getClassLoader());
      application.stop();
      left.countThreads();
      contexts.removeHandler(application);
      application.destroy();
    }
    for (Map.Entry<String, Path> entry : ServerLife.applications(applications).entrySet()) {
      ContextHandler application = JettyMain.application(entry.getKey(), entry.getValue(), temp);
      contexts.addHandler(application);
      application.start();
    }
  }

  void count() throws InterruptedException {
    left.print();
  }
}
