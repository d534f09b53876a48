package io.sallyport.internal.ldap;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.login.LoginAttempts;
import io.sallyport.internal.login.NameKey;
import io.sallyport.internal.login.PasswordAuthenticator;
import io.sallyport.internal.login.TooManyAttemptsException;
import io.sallyport.internal.password.PasswordInput;
import io.sallyport.spi.UserLookup;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NoPermissionException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * Checks a user name and a password by a bind to an LDAP directory. The caller's name is the
 * directory's spelling of it, since a directory treats "Ann" and " ann" as the same name.
 */
public final class LdapCheck implements PasswordAuthenticator {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");
  // An entry of this name does not exist. A bind is tried anyway, so that it takes as long.
  private static final String UNKNOWN_USER = "sallyport-nobody";

  private final LdapDirectory directory;
  private final LdapCallers callers;
  private final LdapUserReader users;
  private final @Nullable LoginAttempts attempts;

  private LdapCheck(
      LdapDirectory directory,
      LdapCallers callers,
      LdapUserReader users,
      @Nullable LoginAttempts attempts) {
    this.directory = directory;
    this.callers = callers;
    this.users = users;
    this.attempts = attempts;
  }

  /**
   * Creates a check. It does not connect to the directory yet.
   *
   * @param groups if empty, users have no roles
   */
  public static LdapCheck of(
      LdapDirectory directory, LdapCallers callers, Optional<LdapGroups> groups) {
    return new LdapCheck(directory, callers, new LdapUserReader(groups), null);
  }

  /**
   * The same, which counts the login attempts of each entry, since a filter may find an entry by
   * several attributes.
   */
  public LdapCheck counting(LoginAttempts counted) {
    return new LdapCheck(directory, callers, users, counted);
  }

  @Override
  public Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password)
      throws TooManyAttemptsException {
    // A bind with an empty password is anonymous (RFC 4513, 5.1.2), and a server written in C may
    // treat one that begins with NUL as empty.
    if (!PasswordInput.isAcceptable(name, password)
        || password.isEmpty()
        || !PasswordInput.isUnambiguous(password)) {
      return Optional.empty();
    }
    try {
      return callers.filter().isPresent()
          ? afterSearch(callers.filter().get(), name, password)
          : underBase(name, password);
    } catch (NamingException e) {
      // Without the message, because servers put names into it.
      throw new CredentialOutageException(
          "user store unavailable: exception=" + e.getClass().getName());
    }
  }

  private Optional<AuthPrincipal> underBase(String name, String password) throws NamingException {
    LdapName typed = callers.entry(name);
    Optional<LdapSession> bound = directory.open(typed, password);
    if (bound.isEmpty()) {
      return Optional.empty();
    }
    try (LdapSession caller = bound.get()) {
      Optional<String> spelling = LdapUserReader.spelling(readable(caller, typed), typed, name);
      // Groups list the distinguished names of their members.
      LdapName entry = callers.entry(spelling.orElse(name));
      if (!directory.hasAccount()) {
        return principal(caller, entry, spelling);
      }
      try (LdapSession searching = directory.open()) {
        return principal(searching, entry, spelling);
      }
    }
  }

  private Optional<AuthPrincipal> afterSearch(LdapFilter filter, String name, String password)
      throws NamingException, TooManyAttemptsException {
    try (LdapSession searching = directory.open()) {
      List<LdapEntry> found =
          searching.search(LdapQuery.of(callers.base(), filter, callers.attribute(), name), 2);
      if (found.size() > 1) {
        LOGGER.log(
            Level.WARNING,
            "login rejected: auth.login.ldap.caller-search-filter finds several entries; correct"
                + " the filter to find one");
      }
      boolean one = found.size() == 1;
      // If no user was found, a bind is tried anyway, so that it takes as long.
      LdapName entry = one ? found.get(0).name() : callers.entry(UNKNOWN_USER);
      if (!one) {
        directory.open(entry, password).ifPresent(LdapSession::close);
        return Optional.empty();
      }
      return bind(entry, password)
          ? principal(searching, entry, LdapUserReader.spelling(found.get(0).values(), entry, name))
          : Optional.empty();
    }
  }

  private boolean bind(LdapName entry, String password)
      throws NamingException, TooManyAttemptsException {
    String key = NameKey.digest("login by entry " + entry);
    if (attempts != null) {
      attempts.count(key);
    }
    Optional<LdapSession> bound = directory.open(entry, password);
    bound.ifPresent(LdapSession::close);
    if (attempts != null && bound.isPresent()) {
      attempts.clear(key);
    }
    return bound.isPresent();
  }

  private List<String> readable(LdapSession caller, LdapName entry) throws NamingException {
    try {
      return caller.values(entry, callers.attribute());
    } catch (NoPermissionException | NameNotFoundException e) {
      // Some servers report an entry without read permission as missing. The bind has succeeded.
      return List.of();
    }
  }

  private Optional<AuthPrincipal> principal(
      LdapSession session, LdapName entry, Optional<String> name) throws NamingException {
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(
            AuthPrincipal.of(
                name.get(), users.roles(session, entry, name.get()), AuthSource.SESSION));
  }

  @Override
  public UserLookup find(String name) {
    return new LdapLookup(directory, callers, users).find(name);
  }

  @Override
  public boolean isFinding() {
    return new LdapLookup(directory, callers, users).isSupported();
  }

  @Override
  public String toString() {
    return "LdapCheck[" + directory + "]";
  }
}
