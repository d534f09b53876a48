package io.sallyport.internal.startup;

import io.sallyport.internal.ldap.LdapAccount;
import io.sallyport.internal.ldap.LdapCallers;
import io.sallyport.internal.ldap.LdapCheck;
import io.sallyport.internal.ldap.LdapDirectory;
import io.sallyport.internal.ldap.LdapGroups;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import java.util.Optional;
import javax.naming.InvalidNameException;

/**
 * Builds the password check by an LDAP directory. Its settings have the names that Jakarta Security
 * uses.
 */
final class DirectoryAssembly {

  private final Settings settings;
  private final Problems problems;

  DirectoryAssembly(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  /** The check; empty if a setting is missing, which is already a problem. */
  Optional<LdapCheck> find() {
    try {
      Optional<LdapCallers> callers = callers();
      return callers.isPresent() && settings.isSet(Setting.LDAP_URL)
          ? Optional.of(LdapCheck.of(directory(), callers.get(), groups()))
          : Optional.empty();
    } catch (InvalidNameException e) {
      // Each was validated when it was read.
      problems.add(Setting.LOGIN_USER_STORE, "\"ldap\" has a DN that is not valid; correct it");
      return Optional.empty();
    }
  }

  private LdapDirectory directory() {
    Optional<LdapAccount> account =
        settings
            .find(Setting.LDAP_BIND_DN)
            .map(name -> LdapAccount.of(name, settings.text(Setting.LDAP_BIND_DN_PASSWORD)));
    return LdapDirectory.of(
        settings.text(Setting.LDAP_URL),
        account,
        settings.findDuration(Setting.LDAP_CONNECT_TIMEOUT).orElseThrow(),
        settings.findDuration(Setting.LDAP_READ_TIMEOUT).orElseThrow());
  }

  private Optional<LdapCallers> callers() throws InvalidNameException {
    String attribute = settings.text(Setting.LDAP_CALLER_NAME_ATTRIBUTE);
    if (settings.isSet(Setting.LDAP_CALLER_BASE_DN)) {
      return Optional.of(LdapCallers.under(settings.text(Setting.LDAP_CALLER_BASE_DN), attribute));
    }
    return settings.isSet(Setting.LDAP_CALLER_SEARCH_BASE)
        ? Optional.of(
            LdapCallers.below(
                settings.text(Setting.LDAP_CALLER_SEARCH_BASE),
                attribute,
                settings.find(Setting.LDAP_CALLER_SEARCH_FILTER)))
        : Optional.empty();
  }

  private Optional<LdapGroups> groups() throws InvalidNameException {
    return settings.isSet(Setting.LDAP_GROUP_SEARCH_BASE)
        ? Optional.of(
            LdapGroups.below(
                settings.text(Setting.LDAP_GROUP_SEARCH_BASE),
                settings.find(Setting.LDAP_GROUP_SEARCH_FILTER),
                settings.text(Setting.LDAP_GROUP_MEMBER_ATTRIBUTE),
                settings.text(Setting.LDAP_GROUP_NAME_ATTRIBUTE)))
        : Optional.empty();
  }
}
