package io.sallyport.internal.ldap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;

/** Reads the name and the roles of a user's entry. */
final class LdapUserReader {

  private static final int MAX_GROUPS = 10_000;

  private final Optional<LdapGroups> groups;

  LdapUserReader(Optional<LdapGroups> groups) {
    this.groups = groups;
  }

  /**
   * The directory's spelling of a name, which is the same whichever value was typed: the value that
   * names the entry, else the first in order. If the directory shows no value, the typed name
   * counts, unless it has blanks around it, which are certainly another spelling.
   */
  static Optional<String> spelling(List<String> values, LdapName entry, String name) {
    if (values.isEmpty()) {
      return name.equals(name.strip()) ? Optional.of(name) : Optional.empty();
    }
    String naming = String.valueOf(entry.getRdn(entry.size() - 1).getValue());
    for (String value : values) {
      if (value.equalsIgnoreCase(naming)) {
        return Optional.of(value);
      }
    }
    return Optional.of(Collections.min(values));
  }

  List<String> roles(LdapSession session, LdapName entry, String name) throws NamingException {
    List<String> roles = new ArrayList<>();
    if (groups.isPresent()) {
      LdapGroups below = groups.get();
      LdapQuery query =
          LdapQuery.of(below.base(), below.filter(), below.attribute(), entry.toString(), name);
      for (LdapEntry group : session.search(query, MAX_GROUPS)) {
        roles.addAll(group.values());
      }
    }
    return roles;
  }
}
