package io.sallyport.internal.ldap;

import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Where groups are in a directory, and how to tell who is in them. */
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
   * @param filter finds the groups of a person: <code>{0}</code> is their entry's name, <code>{1}
   *     </code> their own; without it the member attribute is compared with the former
   * @param attribute holds a group's name
   * @throws InvalidNameException if the base is no distinguished name
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
