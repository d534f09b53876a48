package io.sallyport.servertests.store;

import io.sallyport.spi.TokenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A database or Redis that a test can suspend, kill and start again. */
public interface StoreServer extends AutoCloseable {

  /** Opens the store of one node. Does not wait for the server. */
  TokenStore open();

  /** Returns the server's processes. */
  List<ProcessHandle> processes() throws IOException;

  /** Starts the server again on the same port, with the data on its disk. */
  void startAgain() throws Exception;

  /** Returns the number of connections in use; -1 if it is unknown. */
  int connectionsInUse();

  /** Suspends the processes: a client waits for an answer until its timeout. */
  default void hang() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    // Repeated for processes that were started meanwhile.
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
      // pid (name) state ...: T is stopped; Z is a zombie of a stopped parent.
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

  /** Kills the processes. */
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

  /** Returns a process and its descendants. */
  static List<ProcessHandle> family(ProcessHandle process) {
    List<ProcessHandle> family = new ArrayList<>(List.of(process));
    process.descendants().forEach(family::add);
    return family;
  }
}
