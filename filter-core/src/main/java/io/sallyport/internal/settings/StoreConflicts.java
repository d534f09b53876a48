package io.sallyport.internal.settings;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks for settings about taking back that contradict each other, or lack one. */
final class StoreConflicts {

  private final Settings settings;
  private final Problems problems;
  private final List<String> warnings;

  StoreConflicts(Settings settings, Problems problems, List<String> warnings) {
    this.settings = settings;
    this.problems = problems;
    this.warnings = warnings;
  }

  void check() {
    for (Setting setting :
        List.of(
            Setting.MAX_SESSIONS,
            Setting.REFRESH_PATH,
            Setting.ACTION_PATH,
            Setting.BACK_CHANNEL_LOGOUT_PATH,
            Setting.ALLOW_MISSING_JTI)) {
      needs(setting, Setting.STORE);
    }
    outlasts(Setting.STORE_RETENTION, Setting.REFRESH_LIFETIME);
    outlasts(Setting.STORE_RETENTION, Setting.MAX_AGE);
    outlasts(Setting.STORE_RETENTION, Setting.TOKEN_LIFETIME);
    String store = settings.text(Setting.STORE);
    needsWord(Setting.STORE_DATASOURCE, store, "jdbc");
    needsWord(Setting.STORE_URL, store, "redis");
    needs(Setting.ACTION_PATH, Setting.ACTION_TARGET);
    needs(Setting.ACTION_TARGET, Setting.ACTION_PATH);
    needs(Setting.ACTION_PAGE, Setting.ACTION_PATH);
    checkBackChannel();
    if (settings.isSet(Setting.BRIDGE_PATH) && isSessionOnly()) {
      warnings.add("\"auth.token.bridge-path\" has no effect in mode session; remove it");
    }
    for (String type : settings.list(Setting.ALLOWED_TYPES)) {
      if (type.toLowerCase(Locale.ROOT).startsWith("sallyport-")) {
        problems.add(
            Setting.ALLOWED_TYPES,
            "lists \"" + type + "\", which is never a bearer token; remove it");
      }
    }
  }

  // Else what was taken back, and is forgotten too early, would be good again.
  private void outlasts(Setting memory, Setting lifetime) {
    Optional<Duration> longest = settings.findDuration(lifetime);
    Optional<Duration> remembered = settings.findDuration(memory);
    if (settings.isSet(Setting.STORE)
        && longest.isPresent()
        && remembered.isPresent()
        && remembered.get().compareTo(longest.get()) < 0) {
      problems.add(
          memory,
          "is "
              + remembered.get()
              + ", and \""
              + lifetime.parameter()
              + "\" "
              + longest.get()
              + ": what was taken back would be good again; make it at least as long");
    }
  }

  private void needsWord(Setting setting, String store, String word) {
    if (store.equals(word) && !(settings.isSet(setting) || problems.isKnown(setting))) {
      problems.add(Setting.STORE, "is " + word + "; say which by \"" + setting.parameter() + "\"");
    }
    if (!store.equals(word) && settings.isSet(setting)) {
      problems.add(setting, "needs \"auth.store\" to be " + word + "; set that, or remove this");
    }
  }

  private void checkBackChannel() {
    needs(Setting.BACK_CHANNEL_LOGOUT_AUDIENCES, Setting.BACK_CHANNEL_LOGOUT_PATH);
    if (!settings.isSet(Setting.BACK_CHANNEL_LOGOUT_PATH)) {
      return;
    }
    if (isSessionOnly()) {
      problems.add(
          Setting.BACK_CHANNEL_LOGOUT_PATH,
          "needs to know an issuer and its keys; set \"auth.mode\" to both, or remove this one");
    } else if (settings.issuers().isEmpty()
        && !settings.isSet(Setting.AUDIENCES)
        && !settings.isSet(Setting.BACK_CHANNEL_LOGOUT_AUDIENCES)) {
      // Else the log-outs of every other client of the issuer would count here too.
      problems.add(
          Setting.BACK_CHANNEL_LOGOUT_PATH,
          "needs to know for whom logout tokens are; set \"mp.jwt.verify.audiences\", or"
              + " \"auth.logout.back-channel-audiences\" to the client's name");
    }
  }

  private boolean isSessionOnly() {
    return settings.text(Setting.AUTH_MODE).equals("session");
  }

  private void needs(Setting setting, Setting other) {
    if (settings.isSet(setting) && !settings.isSet(other)) {
      problems.add(setting, "needs \"" + other.parameter() + "\"; set it too, or remove this one");
    }
  }
}
