package io.sallyport.servertests;

import io.sallyport.fixture.Await;
import io.sallyport.test.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server process. It ends when its input ends, so also when the tests are killed. */
final class ServerProcess implements AutoCloseable {

  private static final Pattern READY =
      Pattern.compile("READY (\\d+)|ready at http://127.0.0.1:(\\d+)/");

  /** Timeout of the start. */
  private static final int START_SECONDS = 300;

  private static final Duration ORDER_LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;
  private final int port;
  private final List<String> failed;
  private final List<String> lastLines = new java.util.concurrent.CopyOnWriteArrayList<>();
  private Thread reader;

  private ServerProcess(Process process, Path log, int port, List<String> failed) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.failed = List.copyOf(failed);
  }

  /** Starts a server and waits for its ready line. All other output goes to the log. */
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
    // The variable that web.xml.example uses.
    builder.environment().put("SALLYPORT_SECRET", Tokens.SECRET);
    Process process = builder.start();
    AtomicBoolean started = new AtomicBoolean();
    CompletableFuture.delayedExecutor(START_SECONDS, TimeUnit.SECONDS)
        .execute(() -> endUnless(started, process));
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<String> failed = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("FAILED ")) {
        failed.add(line.substring("FAILED ".length()));
      }
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        started.set(true);
        String port = ready.group(1) == null ? ready.group(2) : ready.group(1);
        ServerProcess server = new ServerProcess(process, log, Integer.parseInt(port), failed);
        server.readOn(out);
        return server;
      }
    }
    throw new IOException("the server did not start, see " + log.toAbsolutePath());
  }

  /** Returns the process, for its CPU time. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  private static void endUnless(AtomicBoolean started, Process process) {
    if (!started.get()) {
      process.destroyForcibly();
    }
  }

  // A full pipe would stop the server.
  private void readOn(BufferedReader out) {
    reader =
        new Thread(
            () -> {
              try {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                  lastLines.add(line);
                }
              } catch (IOException e) {
                // The process has ended.
                return;
              }
            });
    reader.setDaemon(true);
    reader.start();
  }

  /** Runs an action on the server's applications and waits for its end. */
  List<String> order(String word) throws IOException, InterruptedException {
    int before = lastLines.size();
    process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    Await.within(
        ORDER_LIMIT,
        "DONE " + word + ", see " + log.toAbsolutePath(),
        () -> lastLines.contains("DONE " + word));
    List<String> said = List.copyOf(lastLines.subList(before, lastLines.size()));
    lastLines.remove("DONE " + word);
    return said;
  }

  /** Stops the server normally and returns the lines that it wrote after it was ready. */
  List<String> linesUntilEnd() throws InterruptedException {
    close();
    reader.join(TimeUnit.SECONDS.toMillis(20));
    return List.copyOf(lastLines);
  }

  int port() {
    return port;
  }

  /** Returns the applications whose start failed. */
  List<String> failed() {
    return failed;
  }

  /** Stops the server normally: its input ends. */
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

  /** Kills the server, like a power failure. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
  }

  /** Stops the server by a signal, like an operator. */
  void terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
