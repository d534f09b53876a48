package io.sallyport.internal.keycloak;

/** The text of a translated setting, and whether the log shows it. */
final class SettingText {

  private final String value;
  private final boolean shown;

  private SettingText(String value, boolean shown) {
    this.value = value;
    this.shown = shown;
  }

  static SettingText shown(String value) {
    return new SettingText(value, true);
  }

  static SettingText hidden(String value) {
    return new SettingText(value, false);
  }

  String value() {
    return value;
  }

  /** For the log. */
  @Override
  public String toString() {
    return shown ? "=" + value : "";
  }
}
