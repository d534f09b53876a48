package io.sallyport.internal.settings;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The format of a setting's text, and the fix that an error names for another format. */
final class Kind {

  private static final int MAX_DISTANCE = 2;
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private final Predicate<String> valid;
  private final UnaryOperator<String> remedy;
  private final boolean list;

  private Kind(Predicate<String> valid, String remedy, boolean list) {
    this(valid, value -> remedy, list);
  }

  private Kind(Predicate<String> valid, UnaryOperator<String> remedy, boolean list) {
    this.valid = valid;
    this.remedy = remedy;
    this.list = list;
  }

  /** Any text, also with several lines. */
  static Kind text() {
    return new Kind(value -> true, "", false);
  }

  /** Text that goes into a quoted string of a header (RFC 9110, 5.6.4). */
  static Kind quotable() {
    return new Kind(
        value -> value.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\'),
        "use printable ASCII without quotes and backslashes",
        false);
  }

  /** Names separated by single dots. */
  static Kind dotted() {
    return new Kind(
        value -> value.matches("[^.\\s]+(\\.[^.\\s]+)*"), "use names separated by dots", false);
  }

  /** The name of a cookie or parameter. */
  static Kind name() {
    return new Kind(
        value -> TOKEN.matcher(value).matches(), "use letters, digits, - and _ only", false);
  }

  static Kind flag() {
    return words("true", "false");
  }

  static Kind words(String... words) {
    List<String> allowed = List.of(words);
    return new Kind(
        allowed::contains,
        value ->
            "use "
                + enumerate(allowed)
                + Spelling.findNearest(value, allowed, MAX_DISTANCE)
                    .map(nearest -> " (did you mean " + nearest + "?)")
                    .orElse(""),
        false);
  }

  static Kind integer(int min, int max) {
    return new Kind(
        value -> SECONDS.matcher(value).matches() && isWithin(Long.parseLong(value), min, max),
        "use a whole number from " + min + " to " + max,
        false);
  }

  static Kind duration(Duration min, Duration max) {
    return new Kind(
        value ->
            parseDuration(value)
                .filter(span -> span.compareTo(min) >= 0 && span.compareTo(max) <= 0)
                .isPresent(),
        "use seconds or an ISO 8601 duration such as PT30M, from " + min + " to " + max,
        false);
  }

  /** A path inside the application. */
  static Kind path() {
    return new Kind(
        value -> value.startsWith("/") && !value.startsWith("//") && isPlain(value),
        "use a path inside the application that begins with /",
        false);
  }

  static Kind list() {
    return new Kind(
        value -> !ListText.split(value).isEmpty(), "use values separated by commas", true);
  }

  static Kind listOf(String... words) {
    List<String> allowed = List.of(words);
    return new Kind(
        value -> allowed.containsAll(ListText.split(value)), "use " + enumerate(allowed), true);
  }

  static Kind pairs() {
    return new Kind(
        value -> PairsText.findProblem(value).isEmpty(),
        value -> PairsText.findProblem(value).orElse(""),
        true);
  }

  static Kind origins() {
    return new Kind(
        value -> ListText.split(value).stream().allMatch(Kind::isOrigin),
        "use origins such as https://app.example or https://app.example:8443, separated by commas",
        true);
  }

  /** The location of a text: class path or file. */
  static Kind location() {
    return new Kind(
        value -> isPlain(value) && !value.startsWith("http:") && !value.startsWith("https:"),
        "use classpath:name, file:/path or /path",
        false);
  }

  /** The location of a text: class path, file or web. */
  static Kind locationOrAddress() {
    return new Kind(Kind::isPlain, "use an https URL, classpath:name, file:/path or /path", false);
  }

  /** Issuers, each with the requirements for its tokens. */
  static Kind issuers() {
    return new Kind(
        value -> IssuerEntry.findProblem(value).isEmpty(),
        value -> IssuerEntry.findProblem(value).orElse(""),
        false);
  }

  static Kind of(Predicate<String> valid, String remedy) {
    return new Kind(valid, remedy, false);
  }

  Optional<String> findRemedy(String value) {
    return valid.test(value) ? Optional.empty() : Optional.of(remedy.apply(value));
  }

  boolean isList() {
    return list;
  }

  static Optional<Duration> parseDuration(String value) {
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      return Optional.of(Duration.parse(value));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static boolean isWithin(long number, int min, int max) {
    return number >= min && number <= max;
  }

  private static boolean isOrigin(String element) {
    try {
      URI uri = URI.create(element);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null && element.equals(origin(uri));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private static boolean isPlain(String value) {
    return value.chars().allMatch(c -> c > ' ' && c != 0x7f && c != '\\');
  }

  private static String enumerate(List<String> words) {
    String last = words.get(words.size() - 1);
    String[] rest = words.subList(0, words.size() - 1).toArray(new String[0]);
    return rest.length == 0 ? last : String.join(", ", Arrays.asList(rest)) + " or " + last;
  }
}
