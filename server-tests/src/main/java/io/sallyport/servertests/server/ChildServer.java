package io.sallyport.servertests.server;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A full server as a child process. Its output goes to our error stream; it ends with us. */
final class ChildServer implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration STOP = Duration.ofSeconds(10);

  // ISO 8859-1 for input and output keeps every byte of the server.
  private static final PrintStream ERROR =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.ISO_8859_1);

  private final Process process;
  private final Process watch;
  private final Thread reader = new Thread(this::readLog, "server log");
  private final List<String> log = new CopyOnWriteArrayList<>();

  // Includes processes of the start scripts that have already ended.
  private final Set<ProcessHandle> family = ConcurrentHashMap.newKeySet();
  private volatile boolean starting = true;

  private ChildServer(Process process, Process watch) {
    this.process = process;
    this.watch = watch;
  }

  /** Starts the command with the JVM of this program and a home folder in the server's folder. */
  static ChildServer start(ServerFolder folder, Map<String, String> variables, String... command)
      throws IOException {
    Process process = builder(folder, variables, command).start();
    ChildServer server = new ChildServer(process, ServerWatch.start(process));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop server"));
    server.reader.setDaemon(true);
    server.reader.start();
    return server;
  }

  /** Runs a program of the server to its end, with the same environment. */
  static void run(ServerFolder folder, Map<String, String> variables, String... command)
      throws IOException, InterruptedException {
    Process process = builder(folder, variables, command).start();
    process.getInputStream().transferTo(ERROR);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + process.exitValue());
    }
  }

  private static ProcessBuilder builder(
      ServerFolder folder, Map<String, String> variables, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.folder("work").toFile()).redirectErrorStream(true);
    setEnvironment(builder.environment(), folder);
    builder.environment().putAll(variables);
    return builder;
  }

  private static void setEnvironment(Map<String, String> environment, ServerFolder folder)
      throws IOException {
    // The variables of the user must not affect these servers.
    environment
        .keySet()
        .removeIf(
            name -> name.matches("(JVM_|JAVA_|JDK_|JBOSS_|WLP_|CATALINA_|AS_|KC_|QUARKUS_).*"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("HOME", folder.folder("user").toString());
    // Every JVM that the scripts start reads this variable.
    environment.put(
        "JAVA_TOOL_OPTIONS",
        String.join(
            " ",
            "'-Duser.home=" + folder.folder("user") + "'",
            "'-Djava.io.tmpdir=" + folder.folder("tmp") + "'",
            // The tests search the log for English messages.
            "-Duser.language=en -Duser.country=US",
            // The second compiler does not pay off for servers that run for a minute.
            "-XX:TieredStopAtLevel=1 -XX:-UsePerfData"));
  }

  /** Returns the path of the JVM of this program. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Waits for the condition; fails if the server has ended or takes too long. */
  void await(String what, Polling.Condition<IOException> condition)
      throws IOException, InterruptedException {
    boolean held = Polling.until(START, () -> condition.holds() || isOver(what));
    if (!held) {
      throw new IllegalStateException("the server took too long: " + what + tail());
    }
  }

  // Never true: an end before its time is an exception.
  private boolean isOver(String what) {
    process.descendants().forEach(family::add);
    if (!process.isAlive()) {
      throw new IllegalStateException("the server ended before: " + what + tail());
    }
    return false;
  }

  /** Waits for any answer on the port, then stops keeping the log. */
  void awaitHttp(int port) throws IOException, InterruptedException {
    await("an answer on port " + port, () -> isAnswering(port));
    starting = false;
    log.clear();
  }

  private static boolean isAnswering(int port) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
      connection.setConnectTimeout(2_000);
      connection.setReadTimeout(10_000);
      boolean answered = connection.getResponseCode() > 0;
      connection.disconnect();
      return answered;
    } catch (IOException e) {
      // Not yet; the caller has a timeout.
      return false;
    }
  }

  /** What the server has said since it was started. */
  List<String> log() {
    return List.copyOf(log);
  }

  private String tail() {
    List<String> lines = log();
    return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 100), lines.size()));
  }

  private void readLog() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        ERROR.println(line);
        if (starting) {
          log.add(line);
        }
      }
    } catch (IOException e) {
      ERROR.println("the server's log broke off: " + e);
    }
  }

  /** Stops the server normally, or by force after a timeout, with all its processes. */
  @Override
  public synchronized void close() {
    process.descendants().forEach(family::add);
    List<ProcessHandle> servers =
        family.stream().filter(ProcessHandle::isAlive).collect(Collectors.toList());
    if (servers.isEmpty()) {
      servers = List.of(process.toHandle());
    }
    // Not the script or launcher: it forwards the last lines of output and ends by itself.
    servers.forEach(ProcessHandle::destroy);
    family.add(process.toHandle());
    try {
      Polling.until(STOP, () -> family.stream().noneMatch(ProcessHandle::isAlive));
      reader.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(family::add);
    family.forEach(ProcessHandle::destroyForcibly);
    watch.destroy();
  }
}
