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
 * A directory server and how to reach it. Each session is a connection of its own, closed after
 * use: one that is kept would be another person's. What is at the other end of {@code ldaps} is
 * checked as everywhere in the JVM, certificate and host; referrals are not followed.
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
   * A directory.
   *
   * @param account who searches it; nobody by name if there is none
   */
  public static LdapDirectory of(
      String url, Optional<LdapAccount> account, Duration connectTimeout, Duration readTimeout) {
    return new LdapDirectory(url, account, connectTimeout, readTimeout);
  }

  /** Whether there is somebody to search it. */
  boolean hasAccount() {
    return account.isPresent();
  }

  /**
   * A session of whoever searches.
   *
   * @throws NamingException if the server does not answer or does not let them in
   */
  LdapSession open() throws NamingException {
    return account.isPresent()
        ? bind(account.get().name(), account.get().password())
        : connect(environment("none"));
  }

  /**
   * A session of a caller, if this is their password.
   *
   * @throws NamingException if the server does not answer
   */
  Optional<LdapSession> open(LdapName caller, String password) throws NamingException {
    try {
      return Optional.of(bind(caller.toString(), password));
    } catch (AuthenticationException e) {
      // Result 49 (RFC 4511, 4.1.9): wrong password, or nobody of that name.
      return Optional.empty();
    } catch (AuthenticationNotSupportedException
        | OperationNotSupportedException
        | InvalidNameException e) {
      // 48, 53, 34: the entry has no password, is locked, cannot be. But also 8 and 13, for all
      // callers alike: the server wants ldaps. What it adds in its message stays with it.
      LOGGER.log(Level.INFO, "LDAP bind rejected: exception={0}", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private LdapSession bind(String name, String password) throws NamingException {
    if (password.isEmpty()) {
      // An "unauthenticated bind" (RFC 4513, 5.1.2): many servers say yes to it, to anybody.
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
