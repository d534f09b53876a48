package io.sallyport.servertests.server;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Ends a server after the program that started it was killed. */
public final class ServerWatch {

  private ServerWatch() {}

  /** Starts a process that ends the server when its input ends, so when this program ends. */
  static Process start(Process server) throws IOException {
    return new ProcessBuilder(
            ChildServer.java(),
            "-Xmx16m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ServerWatch.class.getName(),
            Long.toString(server.pid()))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Argument: the process ID of the server. */
  public static void main(String[] arguments) throws IOException {
    // Read now, while no other process can have that ID.
    Optional<ProcessHandle> server = ProcessHandle.of(Long.parseLong(arguments[0]));
    // Waits for the end of the input; nothing is ever sent.
    System.in.transferTo(OutputStream.nullOutputStream());
    server.ifPresent(ServerWatch::end);
  }

  private static void end(ProcessHandle server) {
    // Ended before their parent, since they would lose it otherwise.
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    server.destroyForcibly();
  }
}
