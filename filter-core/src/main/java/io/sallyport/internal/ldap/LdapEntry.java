package io.sallyport.internal.ldap;

import java.util.List;
import javax.naming.ldap.LdapName;

/** An entry that a search found: its name and the values of the requested attribute. */
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
