package io.sallyport.servertests.server;

import jakarta.security.auth.message.config.AuthConfigFactory;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;

/** Tomcat 10.1 and 11: the same class, another class path. */
public final class TomcatMain {

  private TomcatMain() {}

  // Modules of Jakarta Authentication that applications have registered.
  private static int registrations() {
    return AuthConfigFactory.getFactory().getRegistrationIDs(null).length;
  }

  /** The folder of applications; a folder for temporary files. */
  public static void main(String[] arguments) throws Exception {
    ServerLife.begin();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Path.of(arguments[1]).resolve("tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.addUser("alice", ServerLife.PASSWORD);
    tomcat.addRole("alice", "employee");
    ((StandardHost) tomcat.getHost()).setErrorReportValveClass(null);
    for (Map.Entry<String, Path> entry :
        ServerLife.applications(Path.of(arguments[0])).entrySet()) {
      Context context =
          tomcat.addWebapp(entry.getKey(), entry.getValue().toAbsolutePath().toString());
      context.setParentClassLoader(TomcatMain.class.getClassLoader());
    }
    tomcat.start();
    for (org.apache.catalina.Container context : tomcat.getHost().findChildren()) {
      if (context.getState() != LifecycleState.STARTED) {
        ServerLife.failed(context.getName());
      }
    }
    ServerLife.ready(tomcat.getConnector().getLocalPort());
    System.out.println("REGISTERED " + registrations());
    tomcat.stop();
    System.out.println("LEFT " + registrations());
    tomcat.destroy();
  }
}
