package io.sallyport.internal.settings;

import java.util.List;
import java.util.Optional;

/** Settings that exclude each other, or need another one. */
final class Conflicts {

  private static final List<Setting> VERIFICATION_KEYS =
      List.of(Setting.SECRET_KEY, Setting.PUBLIC_KEY, Setting.PUBLIC_KEY_LOCATION);

  private final Settings settings;
  private final Problems problems;
  private final List<String> warnings;

  Conflicts(Settings settings, Problems problems, List<String> warnings) {
    this.settings = settings;
    this.problems = problems;
    this.warnings = warnings;
  }

  void check() {
    checkMode();
    atMostOne(VERIFICATION_KEYS);
    atMostOne(List.of(Setting.SIGNING_KEY, Setting.SIGNING_KEY_LOCATION));
    atMostOne(List.of(Setting.SECRET_KEY, Setting.SIGNING_KEY));
    atMostOne(List.of(Setting.SECRET_KEY, Setting.SIGNING_KEY_LOCATION));
    needs(Setting.PRINCIPAL_PROPERTY, Setting.PRINCIPAL_ATTRIBUTE);
    needs(Setting.ROLES_PROPERTY, Setting.PRINCIPAL_ATTRIBUTE);
    needs(Setting.AUTHENTICATED_PROPERTY, Setting.PRINCIPAL_ATTRIBUTE);
    needs(Setting.LOGOUT_DEFAULT_URL, Setting.LOGOUT_PATH);
    checkCookie();
    new StoreConflicts(settings, problems, warnings).check();
    new PasswordConflicts(settings, problems).check();
    checkSigning();
  }

  private void checkMode() {
    if (!settings.isSet(Setting.AUTH_MODE)) {
      if (!problems.isKnown(Setting.AUTH_MODE)) {
        problems.add(Setting.AUTH_MODE, "missing; use session, jwt or both");
      }
    } else if (!settings.mode().hasTokens()) {
      List.of(Setting.Group.CHECKS, Setting.Group.KEYS, Setting.Group.CARRIED)
          .forEach(group -> noneOf(group, "session"));
      noEffect(Setting.PROVIDER, "session");
      noEffect(Setting.NAME_CLAIMS, "session");
      noEffect(Setting.ROLE_PATHS, "session");
      noEffect(Setting.TOKEN_PATH, "session");
    } else {
      checkKeys();
    }
    if (!settings.mode().hasSessions()) {
      noneOf(Setting.Group.SESSION, "jwt");
    }
  }

  private void checkKeys() {
    boolean keys = VERIFICATION_KEYS.stream().anyMatch(this::isGiven);
    boolean others = isGiven(Setting.TRUSTED_ISSUERS);
    boolean discovered = settings.isOn(Setting.DISCOVERY) && isGiven(Setting.ISSUER);
    boolean explained = problems.isKnown(Setting.KEYCLOAK_CONFIG);
    if (!keys && !others && !discovered && !explained) {
      problems.add(
          Setting.AUTH_MODE,
          "\""
              + settings.text(Setting.AUTH_MODE)
              + "\" needs a key to verify tokens; set"
              + " \"mp.jwt.verify.issuer\" to your identity provider (its keys are read by discovery),"
              + " \"auth.jwt.secretkey\" (create one with: openssl rand -base64 32),"
              + " \"mp.jwt.verify.publickey\" or \"mp.jwt.verify.publickey.location\"");
    }
    if (keys && others && !isGiven(Setting.ISSUER)) {
      problems.add(
          Setting.TRUSTED_ISSUERS,
          "needs the issuer of the other configured key; set \"mp.jwt.verify.issuer\"");
    }
    for (IssuerEntry entry : settings.issuers()) {
      if (settings.find(Setting.ISSUER).equals(Optional.of(entry.issuer()))) {
        problems.add(
            Setting.TRUSTED_ISSUERS,
            "\""
                + entry.issuer()
                + "\" is also the value of \"mp.jwt.verify.issuer\"; remove one of them");
      }
    }
  }

  private boolean isGiven(Setting setting) {
    return settings.isSet(setting) || problems.isKnown(setting);
  }

  private void noneOf(Setting.Group group, String mode) {
    for (Setting setting : Setting.values()) {
      if (setting.group() == group) {
        noEffect(setting, mode);
      }
    }
  }

  // Not a problem: one web.xml may be used with several modes, which are set outside of it.
  private void noEffect(Setting setting, String mode) {
    if (settings.isSet(setting)) {
      warnings.add(setting.parameter() + ": no effect with auth.mode=" + mode + "; remove it");
    }
  }

  private void atMostOne(List<Setting> rivals) {
    for (int i = 0; i < rivals.size(); i++) {
      for (Setting other : rivals.subList(i + 1, rivals.size())) {
        if (settings.isSet(rivals.get(i)) && settings.isSet(other)) {
          problems.add(
              "\""
                  + rivals.get(i).parameter()
                  + "\" and \""
                  + other.parameter()
                  + "\" cannot be used together; keep one");
        }
      }
    }
  }

  private void needs(Setting setting, Setting other) {
    if (settings.isSet(setting) && !settings.isSet(other)) {
      problems.add(setting, "needs \"" + other.parameter() + "\"; set it, or remove this setting");
    }
  }

  private void checkCookie() {
    boolean cookie = settings.text(Setting.TOKEN_HEADER).equals("Cookie");
    for (Setting setting : List.of(Setting.TOKEN_COOKIE, Setting.ALWAYS_CHECK_AUTHORIZATION)) {
      if (settings.isSet(setting) && !cookie) {
        problems.add(setting, "needs mp.jwt.token.header=Cookie; set it, or remove this setting");
      }
    }
  }

  private void checkSigning() {
    boolean jwtLogin = settings.isSet(Setting.LOGIN_PATH) && !settings.mode().hasSessions();
    boolean key =
        isGiven(Setting.SECRET_KEY)
            || isGiven(Setting.SIGNING_KEY)
            || isGiven(Setting.SIGNING_KEY_LOCATION);
    boolean session = !settings.mode().hasTokens();
    boolean action = settings.isSet(Setting.ACTION_PATH);
    boolean issues =
        (settings.isSet(Setting.TOKEN_PATH) || settings.isSet(Setting.BRIDGE_PATH) || jwtLogin)
            && !session;
    if ((issues || action) && !key) {
      problems.add(
          jwtLogin
              ? Setting.LOGIN_PATH
              : action
                  ? Setting.ACTION_PATH
                  : settings.isSet(Setting.TOKEN_PATH) ? Setting.TOKEN_PATH : Setting.BRIDGE_PATH,
          "needs a key to sign the tokens that it issues; set \"auth.token.signing-key\" or"
              + " \"auth.token.signing-key-location\" together with a public key, or"
              + " \"auth.jwt.secretkey\"");
    }
  }
}
