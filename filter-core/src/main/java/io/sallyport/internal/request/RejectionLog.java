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
 * Tells the operator of every refusal and counts them: a stable code, then facts. What a client
 * chose (the path) is escaped and cut; query strings, names and tokens never get here.
 */
public final class RejectionLog {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");
  private static final int MAX_PATH = 200;

  private final boolean reporting;
  private final Map<Rejection, LongAdder> counts = new EnumMap<>(Rejection.class);

  /**
   * A log.
   *
   * @param reporting whether refusals are only reported and the requests let through
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

  /**
   * Tells where a defect of ours showed itself; the refusal that follows is counted as any other.
   */
  void failed(HttpServletRequest request, RuntimeException failure) {
    // The class and where it was thrown, not the message: a library's message may hold a claim.
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

  /** How many refusals of each kind there were; kinds that never occurred are left out. */
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

  // That nobody has logged in yet is daily bread; an outage is not.
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

  /** Printable ASCII only, at most {@value #MAX_PATH} characters (CWE-117). */
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
