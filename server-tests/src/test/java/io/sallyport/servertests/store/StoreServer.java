package io.sallyport.servertests.store;

import io.sallyport.spi.TokenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A database or Redis of a test's own, which can be hung, killed and started again. */
public interface StoreServer extends AutoCloseable {

  /** A store of one node; does not wait for the server. */
  TokenStore open();

  /** The server's processes. */
  List<ProcessHandle> processes() throws IOException;

  /** Starts it again, on the same port and with what it kept. */
  void startAgain() throws Exception;

  /** How many connections are in use by stores; -1 where nobody counts them. */
  int connectionsInUse();

  /** Stops the processes where they are: who waits for an answer waits for ever. */
  default void hang() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    // Again for those that were begun while the others were told.
    do {
      signal("-STOP");
      if (System.nanoTime() > end) {
        throw new IOException("the processes do not stop: " + processes());
      }
    } while (!isStopped());
  }

  private boolean isStopped() throws IOException {
    for (ProcessHandle process : processes()) {
      Path status = Path.of("/proc", String.valueOf(process.pid()), "stat");
      // pid (name) state ...: T is stopped; Z has ended and waits for its parent, which is stopped.
      if (process.isAlive()
          && !Files.readString(status).replaceFirst("(?s).*\\) ", "").matches("(?s)[TZ] .*")) {
        return false;
      }
    }
    return true;
  }

  default void goOn() throws IOException {
    signal("-CONT");
  }

  /** Ends the processes without a word. */
  default void kill() throws IOException {
    hang();
    List<ProcessHandle> processes = processes();
    processes.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : processes) {
      process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
  }

  private void signal(String signal) throws IOException {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    processes().forEach(process -> command.add(String.valueOf(process.pid())));
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          // Not the streams of this program, which its test runner reads.
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** A process and all that came of it. */
  static List<ProcessHandle> family(ProcessHandle process) {
    List<ProcessHandle> family = new ArrayList<>(List.of(process));
    process.descendants().forEach(family::add);
    return family;
  }
}
