package io.sallyport.internal.ldap;

import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Where groups are in a directory, and how their members are found. */
public final class LdapGroups {

  private final LdapName base;
  private final LdapFilter filter;
  private final String attribute;

  private LdapGroups(LdapName base, LdapFilter filter, String attribute) {
    this.base = base;
    this.filter = filter;
    this.attribute = attribute;
  }

  /**
   * Groups below an entry.
   *
   * @param filter finds the groups of a user: <code>{0}</code> is the distinguished name, <code>{1}
   *     </code> the user name; if empty, the member attribute is compared with the distinguished
   *     name
   * @param attribute contains a group's name
   * @throws InvalidNameException if the base is not a distinguished name
   */
  public static LdapGroups below(
      String base, Optional<String> filter, String memberAttribute, String attribute)
      throws InvalidNameException {
    return new LdapGroups(
        new LdapName(base),
        filter.map(LdapFilter::of).orElseGet(() -> LdapFilter.equalTo(memberAttribute)),
        attribute);
  }

  LdapName base() {
    return base;
  }

  LdapFilter filter() {
    return filter;
  }

  String attribute() {
    return attribute;
  }
}
