package io.sallyport.internal.ldap;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Optional;
import javax.naming.AuthenticationException;
import javax.naming.AuthenticationNotSupportedException;
import javax.naming.Context;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import javax.naming.ldap.InitialLdapContext;
import javax.naming.ldap.LdapName;

/**
 * Opens connections to a directory server. Each session has its own connection, which is closed
 * after use, because it is bound to one user. With {@code ldaps}, certificate and host name are
 * validated as everywhere in the JVM. Referrals are not followed.
 */
public final class LdapDirectory {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final String url;
  private final Optional<LdapAccount> account;
  private final Duration connectTimeout;
  private final Duration readTimeout;

  private LdapDirectory(
      String url, Optional<LdapAccount> account, Duration connectTimeout, Duration readTimeout) {
    this.url = url;
    this.account = account;
    this.connectTimeout = connectTimeout;
    this.readTimeout = readTimeout;
  }

  /**
   * Creates a directory.
   *
   * @param account the account that searches; if empty, searches are anonymous
   */
  public static LdapDirectory of(
      String url, Optional<LdapAccount> account, Duration connectTimeout, Duration readTimeout) {
    return new LdapDirectory(url, account, connectTimeout, readTimeout);
  }

  /** Whether there is an account for searches. */
  boolean hasAccount() {
    return account.isPresent();
  }

  /**
   * Opens a session for searches.
   *
   * @throws NamingException if the server does not answer or rejects the bind
   */
  LdapSession open() throws NamingException {
    return account.isPresent()
        ? bind(account.get().name(), account.get().password())
        : connect(environment("none"));
  }

  /**
   * Opens a session of a user; empty if the password is wrong.
   *
   * @throws NamingException if the server does not answer
   */
  Optional<LdapSession> open(LdapName caller, String password) throws NamingException {
    try {
      return Optional.of(bind(caller.toString(), password));
    } catch (AuthenticationException e) {
      // Result 49 (RFC 4511, 4.1.9): wrong password or unknown name.
      return Optional.empty();
    } catch (AuthenticationNotSupportedException
        | OperationNotSupportedException
        | InvalidNameException e) {
      // 48, 53, 34: the entry has no password, is locked, or its name is invalid. Also 8 and 13,
      // for all users: the server requires ldaps. The message is not logged, since it may contain
      // names.
      LOGGER.log(Level.INFO, "LDAP bind rejected: exception={0}", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private LdapSession bind(String name, String password) throws NamingException {
    if (password.isEmpty()) {
      // An "unauthenticated bind" (RFC 4513, 5.1.2): many servers accept it for any name.
      throw new AuthenticationException("empty password");
    }
    Hashtable<String, Object> environment = environment("simple");
    environment.put(Context.SECURITY_PRINCIPAL, name);
    environment.put(Context.SECURITY_CREDENTIALS, password);
    return connect(environment);
  }

  private static LdapSession connect(Hashtable<String, Object> environment) throws NamingException {
    return new LdapSession(new InitialLdapContext(environment, null));
  }

  // JNDI's own type.
  @SuppressWarnings("JdkObsolete")
  private Hashtable<String, Object> environment(String authentication) {
    Hashtable<String, Object> environment = new Hashtable<>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
    environment.put(Context.PROVIDER_URL, url);
    environment.put(Context.SECURITY_AUTHENTICATION, authentication);
    environment.put(Context.REFERRAL, "ignore");
    environment.put("com.sun.jndi.ldap.connect.pool", "false");
    environment.put("com.sun.jndi.ldap.connect.timeout", millis(connectTimeout));
    environment.put("com.sun.jndi.ldap.read.timeout", millis(readTimeout));
    return environment;
  }

  private static String millis(Duration span) {
    return String.valueOf(span.toMillis());
  }

  @Override
  public String toString() {
    return "LdapDirectory[" + url + "]";
  }
}
