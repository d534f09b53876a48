package io.sallyport.internal.ldap;

import java.util.List;
import javax.naming.ldap.LdapName;

/** What a search found: an entry's name, and the values of the attribute that was asked for. */
final class LdapEntry {

  private final LdapName name;
  private final List<String> values;

  LdapEntry(LdapName name, List<String> values) {
    this.name = name;
    this.values = List.copyOf(values);
  }

  LdapName name() {
    return name;
  }

  List<String> values() {
    return values;
  }
}
