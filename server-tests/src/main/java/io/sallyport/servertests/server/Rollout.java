package io.sallyport.servertests.server;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What becomes of the applications: failures that are part of a test are told, others end it. */
final class Rollout {

  /** Lines of a log that are about failures, whichever server wrote it. */
  private static final Pattern REASON =
      Pattern.compile("Exception|ERROR|FATAL|SEVERE|[A-Z]{4}[0-9]{4}E:");

  private final ChildServer server;
  private final Set<String> pending;
  private final Set<String> failed = new TreeSet<>();

  private Rollout(ChildServer server, Collection<String> contextPaths) {
    this.server = server;
    this.pending =
        contextPaths.stream()
            .map(ServerFolder::name)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How far the server is with one application. */
  enum Outcome {
    PENDING,
    DEPLOYED,
    FAILED
  }

  /** What a server says of the application with that name; each has its own way to say it. */
  interface Report {
    Outcome of(String name) throws IOException;
  }

  /** Waits for all of them, and tells on standard output which ones failed. */
  static void await(ChildServer server, Collection<String> contextPaths, Report report)
      throws IOException, InterruptedException {
    Rollout rollout = new Rollout(server, contextPaths);
    server.await(
        "deployment of all applications",
        () -> {
          rollout.ask(report);
          return rollout.pending.isEmpty();
        });
    PrintStream out = System.out;
    rollout.failed.forEach(name -> out.println("FAILED " + name));
  }

  private void ask(Report report) throws IOException {
    for (String name : List.copyOf(pending)) {
      Outcome outcome = report.of(name);
      if (outcome == Outcome.PENDING) {
        continue;
      }
      pending.remove(name);
      if (outcome == Outcome.FAILED) {
        failed.add(name);
        requireExpected(name);
      }
    }
  }

  private void requireExpected(String name) {
    if (!ServerLife.mayFail(name)) {
      throw new IllegalStateException(
          "not deployed: "
              + name
              + "\n"
              + server.log().stream()
                  .filter(line -> line.contains(name) || REASON.matcher(line).find())
                  .collect(Collectors.joining("\n")));
    }
  }
}
