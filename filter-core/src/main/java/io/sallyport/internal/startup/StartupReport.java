package io.sallyport.internal.startup;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * Logs one block with the effective settings, and warnings about the deployment that the operator
 * may not expect. Contains no secret: keys appear by id, algorithm and bits.
 */
final class StartupReport {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final String application;
  private final List<String> lines = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  StartupReport() {
    this("/");
  }

  /** Creates the report of the application at a context path, {@code /} for the root. */
  StartupReport(String application) {
    this.application = application;
  }

  /** The name of the application in its threads and log lines. */
  String application() {
    return application;
  }

  StartupReport line(String label, String value) {
    lines.add(String.format(java.util.Locale.ROOT, "  %-10s %s", label, value));
    return this;
  }

  StartupReport lines(String label, List<String> values) {
    String shown = label;
    for (String value : values) {
      line(shown, value);
      shown = "";
    }
    return this;
  }

  StartupReport warning(String sentence) {
    warnings.add(sentence);
    return this;
  }

  StartupReport warnings(List<String> sentences) {
    warnings.addAll(sentences);
    return this;
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  String text() {
    StringBuilder text = new StringBuilder("Sallyport started: application=").append(application);
    for (String line : lines) {
      text.append('\n').append(line);
    }
    for (String warning : warnings) {
      text.append("\n  WARNING    ").append(warning);
    }
    return text.toString();
  }

  void log() {
    LOGGER.log(warnings.isEmpty() ? Level.INFO : Level.WARNING, text());
  }
}
