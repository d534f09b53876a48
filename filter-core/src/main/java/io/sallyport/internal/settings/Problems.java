package io.sallyport.internal.settings;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects all problems of the settings, so that one error lists them. */
public final class Problems {

  private final List<String> sentences = new ArrayList<>();
  private final Set<Setting> known = EnumSet.noneOf(Setting.class);

  // Null until the settings are read.
  private @Nullable ParameterSource source;

  /** Creates an empty collection. */
  public Problems() {}

  /** From now on, problems name the place that a setting was read from. */
  void locateIn(ParameterSource read) {
    source = read;
  }

  /** Adds a whole sentence. */
  public void add(String sentence) {
    sentences.add(sentence);
  }

  /**
   * Adds a problem of one setting. The sentence begins with the setting and its place.
   *
   * @param rest value, rule and fix, such as {@code "jtw" is not valid; use session, jwt or both};
   *     contains no secret
   */
  public void add(Setting setting, String rest) {
    known.add(setting);
    sentences.add(setting.parameter() + place(setting) + ": " + rest);
  }

  private String place(Setting setting) {
    return source == null
        ? ""
        : source.findPlace(setting.parameter()).map(place -> " (" + place + ")").orElse("");
  }

  /** Whether this setting already has a problem, so that it is not reported as missing too. */
  boolean isKnown(Setting setting) {
    return known.contains(setting);
  }

  /** The sentences so far. */
  public List<String> sentences() {
    return List.copyOf(sentences);
  }

  /**
   * Ends the start if there is any problem.
   *
   * @throws SettingsException with all of them
   */
  public void throwIfAny() {
    if (!sentences.isEmpty()) {
      throw new SettingsException(sentences);
    }
  }
}
