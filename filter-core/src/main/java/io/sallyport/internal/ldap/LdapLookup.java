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
 * Looks up users in a directory without their password, by the account for searches. A user does
 * not exist if the caller filter finds no entry of the name, and is disabled if an attribute of the
 * entry says so (Active Directory, 389 Directory Server, OpenLDAP, eDirectory).
 */
final class LdapLookup {

  private final LdapDirectory directory;
  private final LdapCallers callers;
  private final LdapUserReader users;

  LdapLookup(LdapDirectory directory, LdapCallers callers, LdapUserReader users) {
    this.directory = directory;
    this.callers = callers;
    this.users = users;
  }

  /**
   * Whether a look-up is possible. Without a search and an account, only the user can read the
   * entry.
   */
  boolean isSupported() {
    return callers.filter().isPresent() || directory.hasAccount();
  }

  /**
   * Looks up a user.
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
      // Without the message, because servers put names into it.
      throw new CredentialOutageException(
          "user store unavailable: exception=" + e.getClass().getName());
    }
  }

  private Optional<LdapEntry> search(LdapSession searching, LdapFilter filter, String name)
      throws NamingException {
    String attribute = callers.attribute();
    List<LdapEntry> found =
        searching.search(
            LdapQuery.of(callers.base(), filter.forName(attribute), attribute, name), 2);
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
    Optional<String> spelling = LdapUserReader.spelling(entry.values(), entry.name(), name);
    return spelling.isPresent()
        ? UserLookup.active(spelling.get(), users.roles(searching, entry.name(), spelling.get()))
        : UserLookup.none();
  }
}
