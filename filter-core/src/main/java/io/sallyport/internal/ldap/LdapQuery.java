package io.sallyport.internal.ldap;

import java.util.List;
import javax.naming.ldap.LdapName;

/** A search below a base: the filter with its arguments, and the attribute to read. */
final class LdapQuery {

  private final LdapName base;
  private final LdapFilter filter;
  private final String attribute;
  private final List<String> arguments;

  private LdapQuery(LdapName base, LdapFilter filter, String attribute, List<String> arguments) {
    this.base = base;
    this.filter = filter;
    this.attribute = attribute;
    this.arguments = List.copyOf(arguments);
  }

  /**
   * Creates a query.
   *
   * @param arguments replace <code>{0}</code>, <code>{1}</code> of the filter; JNDI escapes them
   *     (RFC 4515, 3)
   */
  static LdapQuery of(LdapName base, LdapFilter filter, String attribute, String... arguments) {
    return new LdapQuery(base, filter, attribute, List.of(arguments));
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

  Object[] arguments() {
    return arguments.toArray(new Object[0]);
  }
}
