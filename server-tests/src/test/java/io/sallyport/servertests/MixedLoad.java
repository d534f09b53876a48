package io.sallyport.servertests;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests with tokens, with sessions and without credentials, in turn on the same persistent
 * connections, some of them with async dispatches. Each request must see its own caller and roles.
 */
final class MixedLoad {

  private static final int CONNECTIONS = 64;

  private static final Duration LENGTH = Duration.ofSeconds(10);

  private static final List<String> PATHS =
      List.of(
          "/open/do?do=async-at-once&to=/open/who",
          "/open/who",
          "/open/do?do=async-start",
          "/open/do?do=forward&to=/open/who");

  private final MatrixVisit visit;
  private final List<MixedCaller> callers;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger wrongNames = new AtomicInteger();
  private final AtomicInteger wrongRoles = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final Map<String, AtomicInteger> examples = new ConcurrentHashMap<>();

  private MixedLoad(MatrixVisit visit, List<MixedCaller> callers) {
    this.visit = visit;
    this.callers = callers;
  }

  /** Returns {@code ok}, or how many answers were wrong. */
  static String observe(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return MatrixCase.NOT_APPLICABLE;
    }
    return new MixedLoad(visit, callers(visit)).run();
  }

  private static List<MixedCaller> callers(MatrixVisit visit) throws IOException {
    List<MixedCaller> callers = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      List<String> roles =
          List.of(List.<String>of(), List.of("employee"), List.of("approver")).get(i % 3);
      callers.add(MixedCaller.byToken("t" + i, roles));
      callers.add(MixedCaller.ANONYMOUS);
      String name = i % 2 == 0 ? "bob" : "s" + i;
      Browser browser = visit.anonymous();
      browser.get("/open/own-login?name=" + name);
      callers.add(
          MixedCaller.bySession(
              name, browser, i % 2 == 0 ? List.of("employee", "approver") : List.of("employee")));
    }
    return callers;
  }

  private String run() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      long end = System.nanoTime() + LENGTH.toNanos();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int first = i;
        all.add(threads.submit(() -> send(first, end)));
      }
      for (Future<?> each : all) {
        each.get(LENGTH.toSeconds() + 60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    int wrong = wrongNames.get() + wrongRoles.get() + failed.get();
    return wrong == 0 && requests.get() > CONNECTIONS
        ? MatrixVisit.OK
        : requests
            + " requests, wrong names "
            + wrongNames
            + ", wrong roles "
            + wrongRoles
            + ", failed "
            + failed
            + " "
            + examples;
  }

  private Void send(int first, long end) throws IOException {
    try (RawConnection connection = new RawConnection(visit.port())) {
      for (int i = first; System.nanoTime() < end; i++) {
        MixedCaller caller = callers.get(i % callers.size());
        String path = visit.application() + PATHS.get(i % PATHS.size());
        check(caller, path, connection.send("GET", path, "", caller.headers()));
        requests.incrementAndGet();
      }
    }
    return null;
  }

  private void check(MixedCaller caller, String path, RawConnection.Answer answer) {
    Map<String, String> echo = Http.echo(answer.body());
    if (answer.status() != 200) {
      failed.incrementAndGet();
    } else if (!caller.isNamedIn(echo)) {
      wrongNames.incrementAndGet();
      note(caller + " at " + path + " " + echo);
    } else if (!caller.hasRolesOf(echo)) {
      wrongRoles.incrementAndGet();
      note(caller + " at " + path + " " + echo);
    }
  }

  private void note(String example) {
    examples.computeIfAbsent(example, ignored -> new AtomicInteger()).incrementAndGet();
  }
}
