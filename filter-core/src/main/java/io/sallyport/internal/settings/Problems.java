package io.sallyport.internal.settings;

import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with the settings, so that a deployer hears it all at once. */
public final class Problems {

  private final List<String> sentences = new ArrayList<>();

  /** No problems yet. */
  public Problems() {}

  /** Adds a whole sentence. */
  public void add(String sentence) {
    sentences.add(sentence);
  }

  /**
   * Adds what is wrong with one setting.
   *
   * @param rest the sentence after the parameter's name, such as {@code has 128 bits, ...}; holds
   *     no secret
   */
  public void add(Setting setting, String rest) {
    sentences.add("web.xml parameter \"" + setting.parameter() + "\" " + rest);
  }

  /** Whether this setting was found wrong already: then it is not missing as well. */
  boolean isKnown(Setting setting) {
    String about = "web.xml parameter \"" + setting.parameter() + "\" ";
    return sentences.stream().anyMatch(sentence -> sentence.startsWith(about));
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
