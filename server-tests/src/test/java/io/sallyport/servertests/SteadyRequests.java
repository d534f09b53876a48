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

/** Continuous requests from several threads. */
final class SteadyRequests {

  private static final int THREADS = 3;
  private static final int MAX_PER_THREAD = 40_000;

  private final List<Sample> samples = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final List<Future<?>> runs = new ArrayList<>();
  private volatile boolean done;

  /** Adds a kind of request, before or after the start. */
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
    for (int i = first; i < first + MAX_PER_THREAD && !done; i++) {
      Sample sample = samples.get(i % samples.size());
      long begun = System.nanoTime();
      int status;
      try {
        status = sample.place.status("/staff/who", sample.token);
      } catch (IOException e) {
        // Status 0 means no answer, which no test allows.
        status = 0;
      }
      answers.add(new Answer(sample.what, status, begun, System.nanoTime()));
      count.incrementAndGet();
    }
  }

  /** Returns the number of answers. */
  int count() {
    return count.get();
  }

  /** Stops the requests and returns the answers. */
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

  /** Counts the answers per kind and status, for the output of the test. */
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

  /** The status of one answer, with its times. */
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
      return what + " has status " + status;
    }
  }
}
