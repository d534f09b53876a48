package io.sallyport.internal.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Settings that a user store needs, and settings that belong to another one. */
final class PasswordConflicts {

  private static final Map<String, String> PREFIXES =
      Map.of(
          "auth.login.users-file", "file",
          "auth.login.jdbc.", "jdbc",
          "auth.login.ldap.", "ldap",
          "auth.login.hash-algorithm", "jdbc");

  private final Settings settings;
  private final Problems problems;

  PasswordConflicts(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  void check() {
    checkOwners();
    switch (settings.text(Setting.LOGIN_USER_STORE)) {
      case "file":
        required(Setting.USERS_FILE, "");
        break;
      case "jdbc":
        required(Setting.JDBC_DATASOURCE, "");
        required(Setting.JDBC_CALLER_QUERY, ", such as " + Setting.JDBC_CALLER_QUERY.example());
        together(Setting.LOGIN_HASH_ALGORITHM, Setting.JDBC_UPDATE_HASH);
        break;
      case "ldap":
        checkDirectory();
        break;
      default:
        break;
    }
  }

  // The setting is left over, or the intended user store is not set.
  private void checkOwners() {
    String chosen = settings.text(Setting.LOGIN_USER_STORE);
    for (Setting setting : Setting.values()) {
      PREFIXES.forEach(
          (prefix, owner) -> {
            if (settings.isSet(setting)
                && setting.parameter().startsWith(prefix)
                && !owner.equals(chosen)) {
              problems.add(
                  setting,
                  "needs auth.login.user-store=" + owner + "; set it, or remove this setting");
            }
          });
    }
  }

  private void checkDirectory() {
    required(Setting.LDAP_URL, "");
    String url = settings.text(Setting.LDAP_URL).toLowerCase(Locale.ROOT);
    if (url.contains("ldap://") && !settings.isOn(Setting.LDAP_ALLOW_CLEARTEXT)) {
      problems.add(
          Setting.LDAP_URL,
          "\"ldap://\" sends passwords unencrypted; use ldaps://, or accept this risk with"
              + " auth.login.ldap.allow-cleartext=true");
    }
    boolean base = isGiven(Setting.LDAP_CALLER_BASE_DN);
    boolean search = isGiven(Setting.LDAP_CALLER_SEARCH_BASE);
    if (base && search) {
      problems.add(
          "\"auth.login.ldap.caller-base-dn\" and \"auth.login.ldap.caller-search-base\" cannot be"
              + " used together; keep one");
    } else if (!base && !search) {
      problems.add(
          Setting.LOGIN_USER_STORE,
          "\"ldap\" needs the entry of the users; set \"auth.login.ldap.caller-base-dn\" or"
              + " \"auth.login.ldap.caller-search-base\"");
    }
    together(Setting.LDAP_BIND_DN, Setting.LDAP_BIND_DN_PASSWORD);
    together(Setting.LDAP_BIND_DN_PASSWORD, Setting.LDAP_BIND_DN);
    together(Setting.LDAP_CALLER_SEARCH_FILTER, Setting.LDAP_CALLER_SEARCH_BASE);
    for (Setting group :
        List.of(
            Setting.LDAP_GROUP_SEARCH_FILTER,
            Setting.LDAP_GROUP_NAME_ATTRIBUTE,
            Setting.LDAP_GROUP_MEMBER_ATTRIBUTE)) {
      together(group, Setting.LDAP_GROUP_SEARCH_BASE);
    }
  }

  private void required(Setting setting, String example) {
    if (!isGiven(setting)) {
      problems.add(
          Setting.LOGIN_USER_STORE,
          "\""
              + settings.text(Setting.LOGIN_USER_STORE)
              + "\" needs \""
              + setting.parameter()
              + "\"; set it"
              + example);
    }
  }

  private void together(Setting setting, Setting other) {
    if (settings.isSet(setting) && !isGiven(other)) {
      problems.add(setting, "needs \"" + other.parameter() + "\"; set it, or remove this setting");
    }
  }

  private boolean isGiven(Setting setting) {
    return settings.isSet(setting) || problems.isKnown(setting);
  }
}
