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

/** A connection to a directory that is bound as a user or as the account for searches. */
final class LdapSession implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  // Active Directory: ACCOUNTDISABLE in userAccountControl.
  private static final String AD_FLAGS = "userAccountControl";
  private static final long AD_DISABLED = 2;
  // OpenLDAP's password policy: this time means that an administrator locked the account.
  private static final String LOCKED_TIME = "pwdAccountLockedTime";
  private static final String LOCKED_FOREVER = "000001010000Z";

  private final DirContext context;

  LdapSession(DirContext context) {
    this.context = context;
  }

  /**
   * Finds entries.
   *
   * @param maximum number of entries that are read
   * @throws NamingException if the server does not answer
   */
  // No Java objects are created from the result: see the controls.
  @SuppressWarnings("BanJNDI")
  List<LdapEntry> search(LdapQuery query, int maximum) throws NamingException {
    List<LdapEntry> found = new ArrayList<>();
    NamingEnumeration<SearchResult> results =
        context.search(
            query.base(), query.filter().text(), query.arguments(), controls(query.attribute()));
    try {
      while (found.size() < maximum && results.hasMore()) {
        SearchResult result = results.next();
        found.add(
            new LdapEntry(
                new LdapName(result.getNameInNamespace()),
                values(result.getAttributes(), query.attribute())));
      }
    } catch (PartialResultException e) {
      // Active Directory sends referrals after the last entry, which are not followed.
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
    // Entries may describe Java objects, which must not be created.
    controls.setReturningObjFlag(false);
    return controls;
  }

  /**
   * The values of one attribute of an entry; empty if it is not visible.
   *
   * @throws NamingException if the server does not answer
   */
  // Attributes contain only text and bytes.
  @SuppressWarnings("BanJNDI")
  List<String> values(LdapName entry, String attribute) throws NamingException {
    return values(context.getAttributes(entry, new String[] {attribute}), attribute);
  }

  /**
   * Whether an entry is marked as disabled, by the attributes of the usual servers.
   *
   * @throws NamingException if the server does not answer
   */
  // Attributes contain only text and bytes.
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
    return values(found, LOCKED_TIME).contains(LOCKED_FOREVER)
        || isTrue(found, "nsAccountLock")
        || isTrue(found, "loginDisabled");
  }

  // A value that is not a number is not Active Directory's, and its user counts as disabled.
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
      // The session was no longer needed.
      LOGGER.log(Level.DEBUG, "LDAP connection not closed");
    }
  }
}
