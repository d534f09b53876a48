package io.sallyport.servertests.server;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Waits for the deployment of all applications. Expected failures are printed, others stop the
 * test.
 */
final class Rollout {

  /** Log lines about failures, for all servers. */
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

  /** The state of one application. */
  enum Outcome {
    PENDING,
    DEPLOYED,
    FAILED
  }

  /** Reads the state of an application in the way of one server. */
  interface Report {
    Outcome of(String name) throws IOException;
  }

  /** Waits for all applications, and prints the failed ones to standard output. */
  static void await(ChildServer server, Collection<String> contextPaths, Report report)
      throws IOException, InterruptedException {
    Rollout rollout = new Rollout(server, contextPaths);
    server.await(
        "deployment of all applications",
        () -> {
          rollout.update(report);
          return rollout.pending.isEmpty();
        });
    PrintStream out = System.out;
    rollout.failed.forEach(name -> out.println("FAILED " + name));
  }

  private void update(Report report) throws IOException {
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
