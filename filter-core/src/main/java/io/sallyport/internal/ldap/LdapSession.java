package io.sallyport.internal.ldap;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.PartialResultException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.directory.DirContext;
import javax.naming.directory.SearchControls;
import javax.naming.directory.SearchResult;
import javax.naming.ldap.LdapName;

/** A connection to a directory, in somebody's name. */
final class LdapSession implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  // Active Directory: ACCOUNTDISABLE in userAccountControl.
  private static final String AD_FLAGS = "userAccountControl";
  private static final long AD_DISABLED = 2;
  // OpenLDAP's password policy: this time means that an administrator locked the account.
  private static final String LOCKED_TIME = "pwdAccountLockedTime";
  private static final String LOCKED_FOR_EVER = "000001010000Z";

  private final DirContext context;

  LdapSession(DirContext context) {
    this.context = context;
  }

  /**
   * Entries below a base.
   *
   * @param filter with <code>{0}</code>, <code>{1}</code> for the arguments, which JNDI escapes
   *     (RFC 4515, 3)
   * @param most no more entries than this are read
   * @throws NamingException if the server does not answer
   */
  // No object is made of what comes: see the controls.
  @SuppressWarnings("BanJNDI")
  List<LdapEntry> search(
      LdapName base, LdapFilter filter, List<String> arguments, String attribute, int most)
      throws NamingException {
    List<LdapEntry> found = new ArrayList<>();
    NamingEnumeration<SearchResult> results =
        context.search(base, filter.text(), arguments.toArray(new Object[0]), controls(attribute));
    try {
      while (found.size() < most && results.hasMore()) {
        SearchResult result = results.next();
        found.add(
            new LdapEntry(
                new LdapName(result.getNameInNamespace()),
                values(result.getAttributes(), attribute)));
      }
    } catch (PartialResultException e) {
      // Active Directory refers to further servers behind the last entry; nobody goes there.
      LOGGER.log(Level.DEBUG, "LDAP referral not followed");
    } finally {
      results.close();
    }
    return found;
  }

  private static SearchControls controls(String attribute) {
    SearchControls controls = new SearchControls();
    controls.setSearchScope(SearchControls.SUBTREE_SCOPE);
    controls.setReturningAttributes(new String[] {attribute});
    // Entries may describe Java objects; nothing is made of them.
    controls.setReturningObjFlag(false);
    return controls;
  }

  /**
   * The values of one attribute of an entry; none if it cannot be seen.
   *
   * @throws NamingException if the server does not answer
   */
  // Attributes alone are texts and bytes.
  @SuppressWarnings("BanJNDI")
  List<String> values(LdapName entry, String attribute) throws NamingException {
    return values(context.getAttributes(entry, new String[] {attribute}), attribute);
  }

  /**
   * Whether an entry says that its user is disabled, in the words of the usual servers.
   *
   * @throws NamingException if the server does not answer
   */
  // Attributes alone are texts and bytes.
  @SuppressWarnings("BanJNDI")
  boolean isDisabled(LdapName entry) throws NamingException {
    Attributes found =
        context.getAttributes(
            entry, new String[] {AD_FLAGS, "nsAccountLock", "loginDisabled", LOCKED_TIME});
    for (String flags : values(found, AD_FLAGS)) {
      if (isDisabled(flags)) {
        return true;
      }
    }
    return values(found, LOCKED_TIME).contains(LOCKED_FOR_EVER)
        || isTrue(found, "nsAccountLock")
        || isTrue(found, "loginDisabled");
  }

  // What is no number is not Active Directory's, and its user counts as disabled.
  private static boolean isDisabled(String flags) {
    try {
      return (Long.parseLong(flags) & AD_DISABLED) != 0;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private static boolean isTrue(Attributes attributes, String name) throws NamingException {
    return values(attributes, name).stream().anyMatch("true"::equalsIgnoreCase);
  }

  private static List<String> values(Attributes attributes, String name) throws NamingException {
    Attribute attribute = attributes.get(name);
    List<String> values = new ArrayList<>();
    if (attribute != null) {
      for (Object value : Collections.list(attribute.getAll())) {
        if (value instanceof String && !((String) value).isBlank()) {
          values.add((String) value);
        }
      }
    }
    return values;
  }

  @Override
  public void close() {
    try {
      context.close();
    } catch (NamingException e) {
      // Nothing was left to be done there.
      LOGGER.log(Level.DEBUG, "LDAP connection not closed");
    }
  }
}
