package io.sallyport.internal.startup;

import io.sallyport.internal.background.BackgroundThreads;
import io.sallyport.internal.key.DiscoveredDocument;
import io.sallyport.internal.key.KeyDocument;
import io.sallyport.internal.key.KeyFormatException;
import io.sallyport.internal.key.PublicKeys;
import io.sallyport.internal.key.RefreshPolicy;
import io.sallyport.internal.key.RefreshedKeys;
import io.sallyport.internal.key.VerificationKeys;
import io.sallyport.internal.key.WebAddress;
import io.sallyport.internal.key.WebDocument;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds keys that are read again while the application runs, from the web or from files. Reading
 * starts after everything else is built. The threads end with the application.
 */
final class KeyRefreshAssembly {

  // A file on the same machine is read often, and soon after a token names a new key.
  private static final RefreshPolicy FILE =
      RefreshPolicy.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofDays(3650),
          Duration.ofSeconds(2));

  private final Settings settings;
  private final Problems problems;
  private final StartupReport report;
  private final BackgroundThreads background;
  private final List<RefreshedKeys> fromWeb = new ArrayList<>();
  private final List<RefreshedKeys> fromFiles = new ArrayList<>();

  KeyRefreshAssembly(Settings settings, Problems problems, StartupReport report) {
    this.settings = settings;
    this.problems = problems;
    this.report = report;
    // One thread for each issuer, one for timeouts and one for files.
    this.background =
        BackgroundThreads.of(
            3 + settings.issuers().size(), "sallyport-keys " + report.application());
  }

  /**
   * The keys at a location, which are read again if it is a file or on the web; empty if the
   * location is invalid.
   */
  Optional<VerificationKeys> located(Setting setting, String location) {
    if (isOnWeb(location)) {
      return web(setting, location);
    }
    Optional<String> text = LocatedText.find(Optional.of(location), setting, problems);
    return text.flatMap(found -> read(setting, location, found));
  }

  static boolean isOnWeb(String location) {
    return location.startsWith("https:") || location.startsWith("http:");
  }

  private Optional<VerificationKeys> web(Setting setting, String location) {
    try {
      return Optional.of(refreshed(document(WebAddress.parse(location, isLoopbackAllowed()))));
    } catch (IllegalArgumentException e) {
      problems.add(setting, "\"" + location + "\" " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<VerificationKeys> read(Setting setting, String location, String text) {
    try {
      PublicKeys first = PublicKeys.parse(text, allowed());
      first.warnings().forEach(warning -> report.warning(setting.parameter() + ": " + warning));
      if (!LocatedText.isFile(location)) {
        return Optional.of(first.keys());
      }
      RefreshedKeys keys =
          RefreshedKeys.of(LocatedText.document(location), allowed(), FILE, background);
      keys.accept(text);
      fromFiles.add(keys);
      return Optional.of(keys);
    } catch (KeyFormatException e) {
      problems.add(setting, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * The keys of an issuer, found by its discovery document; empty if the issuer is not a web
   * address.
   */
  Optional<VerificationKeys> discovered(Setting setting, String issuer) {
    try {
      return Optional.of(
          refreshed(DiscoveredDocument.of(issuer, isLoopbackAllowed(), this::document)));
    } catch (IllegalArgumentException e) {
      problems.add(
          setting,
          "\""
              + issuer
              + "\" "
              + e.getMessage()
              + "; or, without discovery, set \"mp.jwt.verify.publickey.location\" or keys=");
      return Optional.empty();
    }
  }

  private RefreshedKeys refreshed(KeyDocument document) {
    Duration timeout = span(Setting.JWKS_TIMEOUT);
    RefreshPolicy policy =
        RefreshPolicy.of(
            span(Setting.JWKS_REFRESH_INTERVAL),
            span(Setting.JWKS_FORCED_REFRESH_INTERVAL),
            span(Setting.JWKS_RETAIN_ON_ERROR),
            timeout.multipliedBy(2));
    RefreshedKeys keys = RefreshedKeys.of(document, allowed(), policy, background);
    fromWeb.add(keys);
    return keys;
  }

  private KeyDocument document(WebAddress address) {
    return WebDocument.of(address, span(Setting.JWKS_TIMEOUT), background);
  }

  private boolean isLoopbackAllowed() {
    return settings.isOn(Setting.JWKS_ALLOW_HTTP_LOOPBACK);
  }

  private List<String> allowed() {
    return settings.list(Setting.PUBLIC_KEY_ALGORITHM);
  }

  private Duration span(Setting setting) {
    return settings.findDuration(setting).orElseThrow();
  }

  /**
   * Starts reading. If the settings require it, waits for the first keys.
   *
   * @throws io.sallyport.internal.settings.SettingsException if the required keys cannot be read
   */
  void begin() {
    fromWeb.forEach(RefreshedKeys::begin);
    fromFiles.forEach(RefreshedKeys::begin);
    if (settings.isOn(Setting.JWKS_REQUIRE_AT_START)) {
      for (RefreshedKeys keys : fromWeb) {
        String trouble = keys.awaitFirst();
        if (!trouble.isEmpty()) {
          problems.add(
              Setting.JWKS_REQUIRE_AT_START, "\"true\" needs keys at start-up; " + trouble);
        }
      }
      problems.throwIfAny();
    }
  }

  /** Stops reading and ends all threads. */
  void close() {
    fromWeb.forEach(RefreshedKeys::close);
    fromFiles.forEach(RefreshedKeys::close);
    background.close();
  }
}
