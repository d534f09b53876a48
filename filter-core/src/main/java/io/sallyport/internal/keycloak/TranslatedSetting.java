package io.sallyport.internal.keycloak;

import java.util.Optional;

/** A setting of ours that members of another product's configuration come to. */
public final class TranslatedSetting {

  private final String members;
  private final String parameter;
  private final String text;
  private final String shown;
  private final Optional<String> doubt;

  private TranslatedSetting(
      String members, String parameter, String text, String shown, Optional<String> doubt) {
    this.members = members;
    this.parameter = parameter;
    this.text = text;
    this.shown = shown;
    this.doubt = doubt;
  }

  static TranslatedSetting of(String members, String parameter, String text) {
    return new TranslatedSetting(members, parameter, text, "=" + text, Optional.empty());
  }

  /** One whose text is too long for a line. */
  static TranslatedSetting unshown(String members, String parameter, String text) {
    return new TranslatedSetting(members, parameter, text, "", Optional.empty());
  }

  TranslatedSetting doubted(String sentence) {
    return new TranslatedSetting(members, parameter, text, shown, Optional.of(sentence));
  }

  /** Our name for it. */
  public String parameter() {
    return parameter;
  }

  /** As web.xml would have it, references and all. */
  public String text() {
    return text;
  }

  /** What the operator should know if this text is what counts in the end. */
  public Optional<String> doubt() {
    return doubt;
  }

  /** For the operator. */
  @Override
  public String toString() {
    return members + " -> " + parameter + shown;
  }
}
