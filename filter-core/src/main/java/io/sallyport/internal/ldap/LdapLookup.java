package io.sallyport.internal.ldap;

import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.password.PasswordInput;
import io.sallyport.spi.UserLookup;
import java.util.List;
import java.util.Optional;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;

/**
 * Looks users up in a directory without their password, by the account that searches. A user is
 * gone if there is no entry of the name that the caller filter would still find, and disabled if
 * the entry says so (Active Directory, 389 Directory Server, OpenLDAP, eDirectory).
 */
final class LdapLookup {

  private final LdapDirectory directory;
  private final LdapCallers callers;
  private final LdapCheck check;

  LdapLookup(LdapDirectory directory, LdapCallers callers, LdapCheck check) {
    this.directory = directory;
    this.callers = callers;
    this.check = check;
  }

  /** Without a search and without an account of ours, only the user may read the entry. */
  boolean isSupported() {
    return callers.filter().isPresent() || directory.hasAccount();
  }

  /**
   * Looks up.
   *
   * @throws CredentialOutageException if the directory does not answer, or does not show entries to
   *     our account
   */
  UserLookup find(String name) {
    if (!isSupported()) {
      return UserLookup.unsupported();
    }
    if (!PasswordInput.isAcceptable(name, "")) {
      return UserLookup.none();
    }
    try (LdapSession searching = directory.open()) {
      Optional<LdapEntry> entry =
          callers.filter().isPresent()
              ? search(searching, callers.filter().get(), name)
              : read(searching, name);
      return entry.isPresent() && !searching.isDisabled(entry.get().name())
          ? active(searching, entry.get(), name)
          : UserLookup.none();
    } catch (NamingException e) {
      // Not the message: servers put names into it.
      throw new CredentialOutageException(
          "user store unavailable: exception=" + e.getClass().getName());
    }
  }

  private Optional<LdapEntry> search(LdapSession searching, LdapFilter filter, String name)
      throws NamingException {
    String attribute = callers.attribute();
    List<LdapEntry> found =
        searching.search(callers.base(), filter.forName(attribute), List.of(name), attribute, 2);
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private Optional<LdapEntry> read(LdapSession searching, String name) throws NamingException {
    LdapName entry = callers.entry(name);
    try {
      return Optional.of(new LdapEntry(entry, searching.values(entry, callers.attribute())));
    } catch (NameNotFoundException e) {
      return Optional.empty();
    }
  }

  private UserLookup active(LdapSession searching, LdapEntry entry, String name)
      throws NamingException {
    Optional<String> spelling = LdapCheck.spelling(entry.values(), entry.name(), name);
    return spelling.isPresent()
        ? UserLookup.active(spelling.get(), check.roles(searching, entry.name(), spelling.get()))
        : UserLookup.none();
  }
}
