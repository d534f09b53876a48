package io.sallyport.servertests;

import io.sallyport.fixture.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process that ends when its input does, so also when these tests are killed. */
final class ServerProcess implements AutoCloseable {

  private static final Pattern READY =
      Pattern.compile("READY (\\d+)|ready at http://127.0.0.1:(\\d+)/");

  /** A server that has not started by then never will. */
  private static final int START_SECONDS = 120;

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts and waits for the line that says it is ready; everything else goes to the log. */
  static ServerProcess java(
      Path log, Map<String, String> properties, Optional<String> classPath, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    classPath.ifPresent(path -> command.addAll(List.of("-cp", path)));
    command.addAll(List.of(arguments));
    Files.createDirectories(log.getParent());
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    // What web.xml.example asks for.
    builder.environment().put("SALLYPORT_SECRET", Tokens.SECRET);
    Process process = builder.start();
    AtomicBoolean started = new AtomicBoolean();
    CompletableFuture.delayedExecutor(START_SECONDS, TimeUnit.SECONDS)
        .execute(() -> endUnless(started, process));
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        started.set(true);
        drain(out);
        String port = ready.group(1) == null ? ready.group(2) : ready.group(1);
        return new ServerProcess(process, Integer.parseInt(port));
      }
    }
    throw new IOException("the server did not start, see " + log.toAbsolutePath());
  }

  private static void endUnless(AtomicBoolean started, Process process) {
    if (!started.get()) {
      process.destroyForcibly();
    }
  }

  // A full pipe would stop the server.
  private static void drain(BufferedReader out) {
    Thread reader =
        new Thread(
            () -> {
              try {
                while (out.readLine() != null) {
                  continue;
                }
              } catch (IOException e) {
                // The process has ended.
                return;
              }
            });
    reader.setDaemon(true);
    reader.start();
  }

  int port() {
    return port;
  }

  /** Ends it in good order: its input ends. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroy();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it by a signal, as an operator does. */
  void terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
