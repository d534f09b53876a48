package io.sallyport.servertests;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests from several threads, again and again, while something else happens. */
final class SteadyRequests {

  private static final int THREADS = 3;
  private static final int MOST_EACH = 40_000;

  private final List<Sample> samples = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final List<Future<?>> runs = new ArrayList<>();
  private volatile boolean done;

  /** One more kind of request; also while they run. */
  SteadyRequests with(String what, Place place, String token) {
    samples.add(new Sample(what, place, token));
    return this;
  }

  SteadyRequests start() {
    for (int i = 0; i < THREADS; i++) {
      int first = i;
      runs.add(threads.submit(() -> run(first)));
    }
    return this;
  }

  private void run(int first) {
    for (int i = first; i < first + MOST_EACH && !done; i++) {
      Sample sample = samples.get(i % samples.size());
      long begun = System.nanoTime();
      int status;
      try {
        status = sample.place.status("/staff/who", sample.token);
      } catch (IOException e) {
        // No answer at all is never right.
        status = 0;
      }
      answers.add(new Answer(sample.what, status, begun, System.nanoTime()));
      count.incrementAndGet();
    }
  }

  /** How many have been answered. */
  int count() {
    return count.get();
  }

  /** Ends them; what was answered. */
  List<Answer> stop() throws InterruptedException, ExecutionException {
    done = true;
    threads.shutdown();
    if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
    for (Future<?> run : runs) {
      run.get();
    }
    return List.copyOf(answers);
  }

  /** What and status, and how often, for whoever reads the test's output. */
  static Map<String, Integer> summary(List<Answer> answers) {
    Map<String, Integer> summary = new TreeMap<>();
    answers.forEach(answer -> summary.merge(answer.what + " " + answer.status, 1, Integer::sum));
    return summary;
  }

  private static final class Sample {

    private final String what;
    private final Place place;
    private final String token;

    private Sample(String what, Place place, String token) {
      this.what = what;
      this.place = place;
      this.token = token;
    }
  }

  /** One application on one server. */
  static final class Place {

    private final String name;
    private final Http http;

    Place(String name, int port) {
      this.name = name;
      this.http = new Http(port);
    }

    int status(String path, String token) throws IOException {
      return http.get("/" + name + path, "Authorization", "Bearer " + token).statusCode();
    }

    int statusWithoutToken(String path) throws IOException {
      return http.get("/" + name + path).statusCode();
    }

    Map<String, String> echo(String path, String token) throws IOException {
      return Http.echo(http.get("/" + name + path, "Authorization", "Bearer " + token).body());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** What came back, and when. */
  static final class Answer {

    private final String what;
    private final int status;
    private final long begun;
    private final long ended;

    private Answer(String what, int status, long begun, long ended) {
      this.what = what;
      this.status = status;
      this.begun = begun;
      this.ended = ended;
    }

    boolean is(String kind) {
      return what.equals(kind);
    }

    int status() {
      return status;
    }

    boolean endedBefore(long nanos) {
      return ended < nanos;
    }

    boolean beganAfter(long nanos, Duration later) {
      return begun > nanos + later.toNanos();
    }

    @Override
    public String toString() {
      return what + " answered " + status;
    }
  }
}
