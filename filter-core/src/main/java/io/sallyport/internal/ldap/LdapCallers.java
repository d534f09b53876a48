package io.sallyport.internal.ldap;

import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Where users are in a directory: directly under a known entry, or found by a search. */
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
   * Users directly under an entry. The entry's name is built from the typed name, without a search.
   *
   * @throws InvalidNameException if the base is not a distinguished name
   */
  public static LdapCallers under(String base, String attribute) throws InvalidNameException {
    return new LdapCallers(new LdapName(base), attribute, Optional.empty());
  }

  /**
   * Users anywhere below an entry.
   *
   * @param filter finds one user; if empty, the attribute is compared with the typed name
   * @throws InvalidNameException if the base is not a distinguished name
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

  /** The attribute with the user's name. */
  String attribute() {
    return attribute;
  }

  /** The search filter; empty if no search is needed. */
  Optional<LdapFilter> filter() {
    return filter;
  }

  /** The entry of this name directly under the base; escaped (RFC 4514, 2.4). */
  LdapName entry(String name) throws InvalidNameException {
    LdapName entry = new LdapName(base.getRdns());
    entry.add(new Rdn(attribute, name));
    return entry;
  }
}
