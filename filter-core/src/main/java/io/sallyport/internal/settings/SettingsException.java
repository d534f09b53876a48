package io.sallyport.internal.settings;

import java.util.List;

/** The settings cannot be used. The message names every problem and contains no secret. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SettingsException(List<String> problems) {
    super(message(problems));
  }

  private static String message(List<String> problems) {
    StringBuilder text = new StringBuilder("Sallyport cannot start, ");
    text.append(problems.size()).append(problems.size() == 1 ? " problem:" : " problems:");
    for (int i = 0; i < problems.size(); i++) {
      text.append("\n  ").append(i + 1).append(". ").append(problems.get(i));
    }
    return text.toString();
  }
}
