package com.example.expenses.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Configures logging to the console, and to a file if one is configured. */
final class Logs {

  // Strong references: a logger that is garbage-collected loses its level.
  private static final List<Logger> LOGGERS = new ArrayList<>();

  private Logs() {}

  static void begin(Options options) throws IOException {
    // It warns about missing schemas for a validation that is disabled.
    level("org.apache.tomcat.util.descriptor.DigesterFactory", Level.SEVERE);
    options.logLevels().forEach(Logs::level);
    Logger root = Logger.getLogger("");
    if (!options.logFile().isEmpty()) {
      FileHandler file = new FileHandler(options.logFile(), true);
      file.setFormatter(new SimpleFormatter());
      file.setEncoding("UTF-8");
      root.addHandler(file);
    }
    for (Handler handler : root.getHandlers()) {
      handler.setLevel(Level.ALL);
    }
  }

  private static void level(String name, Level level) {
    Logger logger = Logger.getLogger(name);
    logger.setLevel(level);
    LOGGERS.add(logger);
  }
}
