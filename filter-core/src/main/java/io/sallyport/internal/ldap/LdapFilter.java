package io.sallyport.internal.ldap;

/**
 * A search filter with the placeholder <code>{0}</code>; {@code %s}, as in Jakarta Security, means
 * the same.
 */
final class LdapFilter {

  private final String text;

  private LdapFilter(String text) {
    this.text = text;
  }

  static LdapFilter of(String text) {
    return new LdapFilter(text.replace("%s", "{0}"));
  }

  static LdapFilter equalTo(String attribute) {
    return new LdapFilter("(" + attribute + "={0})");
  }

  /**
   * A filter that finds the user of a name and keeps the conditions of this filter. In an
   * extensible match an asterisk is literal text, so only the name is compared then.
   */
  LdapFilter forName(String attribute) {
    String byName = "(" + attribute + "={0})";
    return text.contains(":={0}")
        ? new LdapFilter(byName)
        : new LdapFilter("(&" + byName + text.replace("{0}", "*") + ")");
  }

  String text() {
    return text;
  }
}
