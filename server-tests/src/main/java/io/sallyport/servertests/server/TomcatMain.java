package io.sallyport.servertests.server;

import jakarta.security.auth.message.config.AuthConfigFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;

/** Starts Tomcat 10.1 or 11, depending on the class path. */
public final class TomcatMain {

  private TomcatMain() {}

  // The Jakarta Authentication providers that applications have registered.
  private static int registrations() {
    return AuthConfigFactory.getFactory().getRegistrationIDs(null).length;
  }

  private static void add(Tomcat tomcat, String path, Path folder) {
    Context context = tomcat.addWebapp(path, folder.toAbsolutePath().toString());
    context.setParentClassLoader(TomcatMain.class.getClassLoader());
  }

  private static void each(Tomcat tomcat, LeakCheck left, Consumer<Context> change) {
    for (Container child : tomcat.getHost().findChildren()) {
      left.watch(((Context) child).getLoader().getClassLoader());
      change.accept((Context) child);
    }
    left.countThreads();
  }

  private static void restart(Context context) {
    try {
      context.stop();
      context.start();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Arguments: the folder of applications, a folder for temporary files. */
  public static void main(String[] arguments) throws Exception {
    ServerLife.begin();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Path.of(arguments[1]).resolve("tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.addUser("alice", ServerLife.PASSWORD);
    tomcat.addRole("alice", "employee");
    tomcat.addUser("erin", ServerLife.PASSWORD);
    tomcat.addRole("erin", "approver");
    ((StandardHost) tomcat.getHost()).setErrorReportValveClass(null);
    Map<String, Path> applications = ServerLife.applications(Path.of(arguments[0]));
    applications.forEach((path, folder) -> add(tomcat, path, folder));
    tomcat.start();
    for (Container context : tomcat.getHost().findChildren()) {
      if (context.getState() != LifecycleState.STARTED) {
        ServerLife.failed(context.getName());
      }
    }
    LeakCheck left = new LeakCheck();
    ServerLife.ready(
        tomcat.getConnector().getLocalPort(),
        Map.of(
            "reload",
            () -> each(tomcat, left, Context::reload),
            "restart",
            () -> each(tomcat, left, TomcatMain::restart),
            "redeploy",
            () -> {
              each(tomcat, left, tomcat.getHost()::removeChild);
              applications.forEach((path, folder) -> add(tomcat, path, folder));
            },
            "count",
            left::print));
    System.out.println("REGISTERED " + registrations());
    tomcat.stop();
    System.out.println("LEFT " + registrations());
    tomcat.destroy();
  }
}
