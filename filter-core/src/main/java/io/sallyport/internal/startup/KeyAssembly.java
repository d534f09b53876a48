package io.sallyport.internal.startup;

import io.sallyport.internal.key.KeyFormatException;
import io.sallyport.internal.key.PublicKeys;
import io.sallyport.internal.key.SecretKeys;
import io.sallyport.internal.key.SigningKey;
import io.sallyport.internal.key.VerificationKeys;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import java.util.List;
import java.util.Optional;

/** Builds the keys that verify and sign tokens. */
final class KeyAssembly {

  private final Settings settings;
  private final Problems problems;
  private final StartupReport report;
  private Optional<VerificationKeys> verification = Optional.empty();
  private Optional<SigningKey> signing = Optional.empty();
  private boolean awaited;

  private KeyAssembly(Settings settings, Problems problems, StartupReport report) {
    this.settings = settings;
    this.problems = problems;
    this.report = report;
  }

  static KeyAssembly of(
      Settings settings, Problems problems, StartupReport report, KeyRefreshAssembly refresh) {
    KeyAssembly keys = inSettings(settings, problems, report);
    keys.locatePublicKeys(refresh);
    keys.readSigningKey(Setting.SIGNING_KEY_LOCATION, keys.located(Setting.SIGNING_KEY_LOCATION));
    return keys;
  }

  /** The keys whose text is in the settings. Does no I/O. */
  static KeyAssembly inSettings(Settings settings, Problems problems, StartupReport report) {
    KeyAssembly keys = new KeyAssembly(settings, problems, report);
    keys.readSecrets();
    keys.readPublicKeys(Setting.PUBLIC_KEY, settings.find(Setting.PUBLIC_KEY));
    keys.readSigningKey(Setting.SIGNING_KEY, settings.find(Setting.SIGNING_KEY));
    return keys;
  }

  private void readSecrets() {
    List<String> secrets = settings.words(Setting.SECRET_KEY);
    if (secrets.isEmpty()) {
      return;
    }
    try {
      SecretKeys keys = SecretKeys.parse(secrets, settings.text(Setting.SECRET_KEY_ALGORITHM));
      verification = Optional.of(keys.keys());
      signing = Optional.of(keys.signingKey());
    } catch (KeyFormatException e) {
      problems.add(Setting.SECRET_KEY, String.valueOf(e.getMessage()));
    }
  }

  private void readPublicKeys(Setting setting, Optional<String> text) {
    if (text.isEmpty()) {
      return;
    }
    try {
      PublicKeys keys = PublicKeys.parse(text.get(), allowed());
      keys.warnings().forEach(warning -> report.warning(setting.parameter() + ": " + warning));
      verification = Optional.of(keys.keys());
    } catch (KeyFormatException e) {
      problems.add(setting, String.valueOf(e.getMessage()));
    }
  }

  private void locatePublicKeys(KeyRefreshAssembly refresh) {
    Optional<String> location = settings.find(Setting.PUBLIC_KEY_LOCATION);
    if (location.isPresent()) {
      verification = refresh.located(Setting.PUBLIC_KEY_LOCATION, location.get());
      awaited = KeyRefreshAssembly.isOnWeb(location.get());
    } else if (isNoneGiven() && settings.isOn(Setting.DISCOVERY)) {
      verification =
          settings
              .find(Setting.ISSUER)
              .flatMap(issuer -> refresh.discovered(Setting.ISSUER, issuer));
      awaited = true;
    }
  }

  private boolean isNoneGiven() {
    return !settings.isSet(Setting.SECRET_KEY) && !settings.isSet(Setting.PUBLIC_KEY);
  }

  private void readSigningKey(Setting setting, Optional<String> text) {
    if (text.isEmpty()) {
      return;
    }
    try {
      signing = Optional.of(SigningKey.parse(text.get(), allowed()));
    } catch (KeyFormatException e) {
      problems.add(setting, String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> located(Setting setting) {
    return LocatedText.find(settings.find(setting), setting, problems);
  }

  private List<String> allowed() {
    return settings.list(Setting.PUBLIC_KEY_ALGORITHM);
  }

  Optional<VerificationKeys> verification() {
    return verification;
  }

  /** Whether the keys are read from the web, so that there may be none yet. */
  boolean isVerificationAwaited() {
    return awaited;
  }

  Optional<SigningKey> signing() {
    return signing;
  }
}
