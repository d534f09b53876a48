package io.sallyport.internal.login;

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

  String text() {
    return text;
  }
}
