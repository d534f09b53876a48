package io.sallyport.internal.keycloak;

import java.util.Optional;

/** A setting of ours that replaces members of keycloak.json. */
public final class TranslatedSetting {

  private final String members;
  private final String parameter;
  private final SettingText text;
  private final Optional<String> warning;

  private TranslatedSetting(
      String members, String parameter, SettingText text, Optional<String> warning) {
    this.members = members;
    this.parameter = parameter;
    this.text = text;
    this.warning = warning;
  }

  static TranslatedSetting of(String members, String parameter, String text) {
    return new TranslatedSetting(members, parameter, SettingText.shown(text), Optional.empty());
  }

  /** Creates a setting whose text is too long for a log line. */
  static TranslatedSetting hidden(String members, String parameter, String text) {
    return new TranslatedSetting(members, parameter, SettingText.hidden(text), Optional.empty());
  }

  TranslatedSetting warning(String sentence) {
    return new TranslatedSetting(members, parameter, text, Optional.of(sentence));
  }

  /** The name of the setting. */
  public String parameter() {
    return parameter;
  }

  /** The text as in web.xml, with references. */
  public String text() {
    return text.value();
  }

  /** A warning to log if this text takes effect. */
  public Optional<String> warning() {
    return warning;
  }

  /** For the log. */
  @Override
  public String toString() {
    return members + " -> " + parameter + text;
  }
}
