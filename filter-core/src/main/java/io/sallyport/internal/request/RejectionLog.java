package io.sallyport.internal.request;

import io.sallyport.internal.engine.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Logs and counts every rejection: a stable code, then facts. Text from the client (the path) is
 * escaped and shortened. Query strings, names and tokens are never logged.
 */
public final class RejectionLog {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");
  private static final int MAX_PATH = 200;

  private final boolean reporting;
  private final Map<Rejection, LongAdder> counts = new EnumMap<>(Rejection.class);

  /**
   * Creates the log of one application.
   *
   * @param reporting whether rejections are only logged and the requests continue
   */
  public RejectionLog(boolean reporting) {
    this.reporting = reporting;
    for (Rejection rejection : Rejection.values()) {
      counts.put(rejection, new LongAdder());
    }
  }

  void rejected(HttpServletRequest request, Rejection rejection, String facts) {
    count(rejection);
    if (LOGGER.isLoggable(levelOf(rejection))) {
      LOGGER.log(levelOf(rejection), line(request, rejection, facts));
    }
  }

  /** Logs where a defect of ours occurred. The rejection that follows is counted like any other. */
  void failed(HttpServletRequest request, RuntimeException failure) {
    // The class and the place of the exception, not its message: a library's message may contain a
    // claim.
    StackTraceElement[] trace = failure.getStackTrace();
    String where = trace.length == 0 ? "unknown" : trace[0].toString();
    String facts = "exception=" + failure.getClass().getName() + " at=" + where;
    LOGGER.log(Level.ERROR, line(request, Rejection.INTERNAL_ERROR, facts));
  }

  private void count(Rejection rejection) {
    LongAdder counter = counts.get(rejection);
    if (counter != null) {
      counter.increment();
    }
  }

  /** Returns the number of rejections by code; codes without rejections are omitted. */
  public Map<String, Long> counts() {
    Map<String, Long> snapshot = new TreeMap<>();
    counts.forEach(
        (rejection, counter) -> {
          if (counter.sum() > 0) {
            snapshot.put(rejection.name(), counter.sum());
          }
        });
    return snapshot;
  }

  // Unauthenticated requests are routine, so they are logged at DEBUG; an outage is logged at
  // WARNING.
  private static Level levelOf(Rejection rejection) {
    switch (rejection) {
      case AUTHENTICATION_REQUIRED:
        return Level.DEBUG;
      case UNAVAILABLE:
        return Level.WARNING;
      default:
        return Level.INFO;
    }
  }

  private String line(HttpServletRequest request, Rejection rejection, String facts) {
    return (reporting ? "would have rejected " : "rejected ")
        + rejection
        + (facts.isEmpty() ? "" : ": " + facts)
        + "; method="
        + escape(request.getMethod())
        + " path="
        + escape(request.getRequestURI())
        + " client="
        + escape(request.getRemoteAddr());
  }

  /** Escapes all but printable ASCII; maximum {@value #MAX_PATH} characters (CWE-117). */
  static String escape(@Nullable String chosen) {
    String text = String.valueOf(chosen);
    StringBuilder safe = new StringBuilder(Math.min(text.length(), MAX_PATH) + 8);
    for (int i = 0; i < text.length() && i < MAX_PATH; i++) {
      char c = text.charAt(i);
      if (c > ' ' && c < 0x7f) {
        safe.append(c);
      } else {
        safe.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return text.length() > MAX_PATH ? safe.append("...").toString() : safe.toString();
  }
}
