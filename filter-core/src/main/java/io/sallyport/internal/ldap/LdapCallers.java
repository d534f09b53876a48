package io.sallyport.internal.ldap;

import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Where people are in a directory: right under an entry that is known, or to be searched for. */
public final class LdapCallers {

  private final LdapName base;
  private final String attribute;
  private final Optional<LdapFilter> filter;

  private LdapCallers(LdapName base, String attribute, Optional<LdapFilter> filter) {
    this.base = base;
    this.attribute = attribute;
    this.filter = filter;
  }

  /**
   * Right under an entry: the name is made from what was typed, and nothing is searched.
   *
   * @throws InvalidNameException if the base is no distinguished name
   */
  public static LdapCallers under(String base, String attribute) throws InvalidNameException {
    return new LdapCallers(new LdapName(base), attribute, Optional.empty());
  }

  /**
   * Anywhere below an entry.
   *
   * @param filter finds one person; without it the attribute is compared with what was typed
   * @throws InvalidNameException if the base is no distinguished name
   */
  public static LdapCallers below(String base, String attribute, Optional<String> filter)
      throws InvalidNameException {
    return new LdapCallers(
        new LdapName(base),
        attribute,
        Optional.of(filter.map(LdapFilter::of).orElseGet(() -> LdapFilter.equalTo(attribute))));
  }

  LdapName base() {
    return base;
  }

  /** The attribute that holds a person's one name. */
  String attribute() {
    return attribute;
  }

  /** How to search; nothing where that is not needed. */
  Optional<LdapFilter> filter() {
    return filter;
  }

  /** The entry of this name right under the base; escaped (RFC 4514, 2.4). */
  LdapName entry(String name) throws InvalidNameException {
    LdapName entry = new LdapName(base.getRdns());
    entry.add(new Rdn(attribute, name));
    return entry;
  }
}
