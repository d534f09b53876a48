package io.sallyport.internal.ldap;

/** The application's own account in a directory. */
public final class LdapAccount {

  private final String name;
  private final String password;

  private LdapAccount(String name, String password) {
    this.name = name;
    this.password = password;
  }

  /** Creates an account. */
  public static LdapAccount of(String name, String password) {
    return new LdapAccount(name, password);
  }

  String name() {
    return name;
  }

  String password() {
    return password;
  }

  @Override
  public String toString() {
    return "LdapAccount[password of " + password.length() + " chars]";
  }
}
