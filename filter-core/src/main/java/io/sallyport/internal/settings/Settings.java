package io.sallyport.internal.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds all settings: found, expanded and validated, each alone and against each other. Immutable.
 */
public final class Settings {

  private final Map<Setting, String> values;
  private final List<String> warnings;

  private Settings(Map<Setting, String> values, List<String> warnings) {
    this.values = Collections.unmodifiableMap(values);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads every setting. An invalid setting is a problem and counts as not set, so that the caller
   * can find further problems before it fails.
   */
  public static Settings load(ParameterSource source, Problems problems) {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    List<String> warnings = new ArrayList<>();
    problems.locateIn(source);
    new UnknownNames(problems).check(source);
    References references = new References(source);
    for (Setting setting : Setting.values()) {
      Optional<String> inWebXml = source.findInWebXml(setting.parameter());
      if (setting.isSecret() && inWebXml.isPresent() && isLiteral(inWebXml.get())) {
        warnings.add(
            setting.parameter()
                + ": the secret is written in web.xml; use ${env:NAME}, ${file:/path} or"
                + " ${jndi:name}");
      }
      value(source, setting, references, problems).ifPresent(value -> values.put(setting, value));
    }
    new Conflicts(new Settings(values, List.of()), problems, warnings).check();
    return new Settings(values, warnings);
  }

  /**
   * Reads one setting before all others; empty if it is unset or invalid. {@link #load} reports the
   * problem.
   */
  public static Optional<String> peek(ParameterSource source, Setting setting) {
    return value(source, setting, new References(source), new Problems());
  }

  private static Optional<String> value(
      ParameterSource source, Setting setting, References references, Problems problems) {
    String name = setting.parameter();
    return source
        .findInWebXml(name)
        .or(() -> source.findOutside(name))
        .or(() -> source.findFallback(name))
        .flatMap(
            found ->
                source.isDeployed() || !References.isIn(found)
                    ? expand(setting, found, references, problems)
                    : Optional.of(standIn(setting, found)))
        .filter(value -> !value.isEmpty())
        .filter(value -> isValid(setting, value, problems));
  }

  // Where a reference cannot be resolved, the setting counts as set to a valid value.
  private static String standIn(Setting setting, String found) {
    String text = setting.defaultText().orElse(setting.example());
    return setting.kind().findRemedy(found).isPresent() ? text : found;
  }

  private static boolean isLiteral(String text) {
    return !text.isBlank() && !References.isIn(text);
  }

  private static Optional<String> expand(
      Setting setting, String text, References references, Problems problems) {
    try {
      return Optional.of(references.expand(text).trim());
    } catch (References.UnresolvedException e) {
      problems.add(setting, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static boolean isValid(Setting setting, String value, Problems problems) {
    Optional<String> remedy = setting.kind().findRemedy(value);
    remedy.ifPresent(
        sentence ->
            problems.add(
                setting,
                setting.isSecret()
                    ? "the value is not valid; " + sentence
                    : "\"" + value + "\" is not valid; " + sentence));
    return remedy.isEmpty();
  }

  /** Whether the setting has a value. A blank one does not count. */
  public boolean isSet(Setting setting) {
    return values.containsKey(setting);
  }

  /** The value or the default. */
  public Optional<String> find(Setting setting) {
    String value = values.get(setting);
    return value == null ? setting.defaultText() : Optional.of(value);
  }

  /**
   * The value or the default of a setting that has one; empty text where a required one is missing.
   */
  public String text(Setting setting) {
    return find(setting).orElse("");
  }

  /** The accepted credentials. */
  public Mode mode() {
    return Mode.of(text(Setting.AUTH_MODE));
  }

  /** The elements of a list; none if it is not set. */
  public List<String> list(Setting setting) {
    return find(setting).map(ListText::split).orElse(List.of());
  }

  /** The elements of a list of secrets, which are separated by white space too. */
  public List<String> words(Setting setting) {
    String text = text(setting).trim();
    // A JWK is one element, even if it contains separators.
    return text.isEmpty() || text.startsWith("{")
        ? (text.isEmpty() ? List.of() : List.of(text))
        : Arrays.asList(text.split("[\\s,]+"));
  }

  /** Pairs {@code from=to}, in order. */
  public Map<String, String> pairs(Setting setting) {
    return find(setting).map(PairsText::parse).orElse(Map.of());
  }

  /** The further issuers, in order. */
  public List<IssuerEntry> issuers() {
    return find(Setting.TRUSTED_ISSUERS).map(IssuerEntry::parseAll).orElse(List.of());
  }

  public boolean isOn(Setting setting) {
    return text(setting).equals("true");
  }

  public int integer(Setting setting) {
    return Integer.parseInt(text(setting));
  }

  /** A duration; empty if it is not set and has no default. */
  public Optional<Duration> findDuration(Setting setting) {
    return find(setting).flatMap(Kind::parseDuration);
  }

  /** Problems that do not stop the start. */
  public List<String> warnings() {
    return warnings;
  }

  /** Shows names only, since a value may be a secret. */
  @Override
  public String toString() {
    return "Settings" + values.keySet();
  }
}
