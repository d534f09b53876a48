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

/**
 * A full server in a process of its own: what it says goes to our error stream, it ends with us.
 */
final class ChildServer implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration STOP = Duration.ofSeconds(10);

  // Latin 1 in and out leaves every byte as the server wrote it.
  private static final PrintStream ERROR =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.ISO_8859_1);

  private final Process process;
  private final Process watch;
  private final Thread reader = new Thread(this::readLog, "server log");
  private final List<String> log = new CopyOnWriteArrayList<>();

  // Also what the scripts started on the way, and has long ended.
  private final Set<ProcessHandle> family = ConcurrentHashMap.newKeySet();
  private volatile boolean starting = true;

  private ChildServer(Process process, Process watch) {
    this.process = process;
    this.watch = watch;
  }

  /** Starts the command with the JVM of this program and a home folder below the server's. */
  static ChildServer start(ServerFolder folder, Map<String, String> variables, String... command)
      throws IOException {
    Process process = builder(folder, variables, command).start();
    ChildServer server = new ChildServer(process, ServerWatch.start(process));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop server"));
    server.reader.setDaemon(true);
    server.reader.start();
    return server;
  }

  /** Runs a program of the server's to its end, in the same surroundings. */
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
    // The user's own settings are for the user's own servers.
    environment
        .keySet()
        .removeIf(
            name -> name.matches("(JVM_|JAVA_|JDK_|JBOSS_|WLP_|CATALINA_|AS_|KC_|QUARKUS_).*"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("HOME", folder.folder("user").toString());
    // Heeded by every JVM that the scripts start, whatever they are called and however they quote.
    environment.put(
        "JAVA_TOOL_OPTIONS",
        String.join(
            " ",
            "'-Duser.home=" + folder.folder("user") + "'",
            "'-Djava.io.tmpdir=" + folder.folder("tmp") + "'",
            // The log is searched for English sentences.
            "-Duser.language=en -Duser.country=US",
            // Servers that live a minute never earn back what the second compiler costs.
            "-XX:TieredStopAtLevel=1 -XX:-UsePerfData"));
  }

  /** The JVM of this program, for a command. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Returns when it holds; a server that has ended or takes too long is a failure. */
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

  /** Waits until anything at all is answered there, and is then done with the log. */
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
      // Not yet; that it stays so is noticed by who waits.
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

  /** Ends the server in good order if it does so in time, else by force; nothing is left of it. */
  @Override
  public synchronized void close() {
    process.descendants().forEach(family::add);
    List<ProcessHandle> servers =
        family.stream().filter(ProcessHandle::isAlive).collect(Collectors.toList());
    if (servers.isEmpty()) {
      servers = List.of(process.toHandle());
    }
    // Not the script or launcher around it: that one hands on the last words, and ends by itself.
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
