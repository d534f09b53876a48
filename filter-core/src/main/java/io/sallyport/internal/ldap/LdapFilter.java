package io.sallyport.internal.ldap;

/**
 * A search filter with <code>{0}</code> where a value goes in; {@code %s}, as Jakarta Security has
 * it, is the same.
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
   * Finds who has this name and fits the rest of this filter, whatever attribute people log in by.
   * In an extensible match an asterisk would be text, so there only the name counts.
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
