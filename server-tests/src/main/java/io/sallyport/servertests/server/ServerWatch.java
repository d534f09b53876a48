package io.sallyport.servertests.server;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Ends a server whose program was killed and could not do it itself. */
public final class ServerWatch {

  private ServerWatch() {}

  /** A process that notices by its input that this program has gone, whatever ended it. */
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

  /** The server's process. */
  public static void main(String[] arguments) throws IOException {
    // Now, while nobody else can have that number.
    Optional<ProcessHandle> server = ProcessHandle.of(Long.parseLong(arguments[0]));
    // Nothing is ever said; the end is all that is waited for.
    System.in.transferTo(OutputStream.nullOutputStream());
    server.ifPresent(ServerWatch::end);
  }

  private static void end(ProcessHandle server) {
    // Before their parent, or they are nobody's.
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    server.destroyForcibly();
  }
}
