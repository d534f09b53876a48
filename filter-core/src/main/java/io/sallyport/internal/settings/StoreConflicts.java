package io.sallyport.internal.settings;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Settings of the store and of revocation that exclude each other, or need another one. */
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
      warnings.add("auth.token.bridge-path: no effect with auth.mode=session; remove it");
    }
    for (String type : settings.list(Setting.ALLOWED_TYPES)) {
      if (type.toLowerCase(Locale.ROOT).startsWith("sallyport-")) {
        problems.add(
            Setting.ALLOWED_TYPES,
            "\"" + type + "\" is never the type of a bearer token; remove it");
      }
    }
  }

  // A revocation that is deleted too early would make its token valid again.
  private void outlasts(Setting memory, Setting lifetime) {
    Optional<Duration> longest = settings.findDuration(lifetime);
    Optional<Duration> remembered = settings.findDuration(memory);
    if (settings.isSet(Setting.STORE)
        && longest.isPresent()
        && remembered.isPresent()
        && remembered.get().compareTo(longest.get()) < 0) {
      problems.add(
          memory,
          remembered.get()
              + " is shorter than "
              + lifetime.parameter()
              + "="
              + longest.get()
              + ", so that revoked tokens would become valid again; use at least "
              + longest.get());
    }
  }

  private void needsWord(Setting setting, String store, String word) {
    if (store.equals(word) && !(settings.isSet(setting) || problems.isKnown(setting))) {
      problems.add(Setting.STORE, "\"" + word + "\" needs \"" + setting.parameter() + "\"; set it");
    }
    if (!store.equals(word) && settings.isSet(setting)) {
      problems.add(setting, "needs auth.store=" + word + "; set it, or remove this setting");
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
          "needs an issuer and its keys; set auth.mode=both, or remove this setting");
    } else if (settings.issuers().isEmpty()
        && !settings.isSet(Setting.AUDIENCES)
        && !settings.isSet(Setting.BACK_CHANNEL_LOGOUT_AUDIENCES)) {
      // Otherwise logout tokens for any other client of the issuer would be accepted here.
      problems.add(
          Setting.BACK_CHANNEL_LOGOUT_PATH,
          "needs the audience of logout tokens; set \"mp.jwt.verify.audiences\", or set"
              + " \"auth.logout.back-channel-audiences\" to the client ID");
    }
  }

  private boolean isSessionOnly() {
    return !settings.mode().hasTokens();
  }

  private void needs(Setting setting, Setting other) {
    if (settings.isSet(setting) && !settings.isSet(other)) {
      problems.add(setting, "needs \"" + other.parameter() + "\"; set it, or remove this setting");
    }
  }
}
