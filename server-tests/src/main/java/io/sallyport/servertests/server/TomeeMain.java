package io.sallyport.servertests.server;

import java.nio.file.Files;
import java.nio.file.Path;

/** Starts TomEE with its own base folder. */
public final class TomeeMain {

  private TomeeMain() {}

  /** Arguments: the folder of applications, a folder for temporary files, TomEE's home. */
  public static void main(String[] arguments) throws Exception {
    CatalinaServer server = CatalinaServer.prepare(arguments, "tomee");
    Path properties = server.conf().resolve("system.properties");
    Files.writeString(
        properties,
        Files.readString(properties)
            // If unset, beans of the same name in two applications conflict.
            + "\nopenejb.deploymentId.format={appId}/{ejbName}\n");
    server.run("<Listener className=\"org.apache.tomee.catalina.ServerListener\"/>\n", "", "");
  }
}
