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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NoPermissionException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * Callers in a directory: whoever can bind as an entry is its person. The caller's name is the
 * directory's spelling of it, since a directory takes "Ann" and " ann" for one.
 */
public final class LdapCheck implements PasswordAuthenticator {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");
  private static final int MOST_GROUPS = 10_000;
  // An entry of this name does not exist; the server is asked all the same.
  private static final String NOBODY = "sallyport-nobody";

  private final LdapDirectory directory;
  private final LdapCallers callers;
  private final Optional<LdapGroups> groups;
  private final @Nullable LoginAttempts attempts;

  private LdapCheck(
      LdapDirectory directory,
      LdapCallers callers,
      Optional<LdapGroups> groups,
      @Nullable LoginAttempts attempts) {
    this.directory = directory;
    this.callers = callers;
    this.groups = groups;
    this.attempts = attempts;
  }

  /**
   * A check. The directory is not asked yet.
   *
   * @param groups without them nobody has roles
   */
  public static LdapCheck of(
      LdapDirectory directory, LdapCallers callers, Optional<LdapGroups> groups) {
    return new LdapCheck(directory, callers, groups, null);
  }

  /**
   * The same, which counts the guesses at each entry: a filter may find one by several attributes.
   */
  public LdapCheck counting(LoginAttempts counted) {
    return new LdapCheck(directory, callers, groups, counted);
  }

  @Override
  public Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password)
      throws TooManyAttemptsException {
    // Nothing is bound with an empty password (RFC 4513, 5.1.2), nor with one that ends, for a
    // server written in C, before it has begun.
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
      // Not the message: servers put names into it.
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
      Optional<String> spelling = spelling(readable(caller, typed), typed, name);
      // Groups list their members under the entry's own name.
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
          searching.search(callers.base(), filter, List.of(name), callers.attribute(), 2);
      if (found.size() > 1) {
        LOGGER.log(
            Level.WARNING,
            "login rejected: auth.login.ldap.caller-search-filter finds several entries; correct"
                + " the filter to find one");
      }
      boolean one = found.size() == 1;
      // Where nobody was found a bind is tried all the same, which takes as long.
      LdapName entry = one ? found.get(0).name() : callers.entry(NOBODY);
      if (!one) {
        directory.open(entry, password).ifPresent(LdapSession::close);
        return Optional.empty();
      }
      return bind(entry, password)
          ? principal(searching, entry, spelling(found.get(0).values(), entry, name))
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
      // Whoever may not see an entry is told by some servers that there is none; it was bound.
      return List.of();
    }
  }

  // Of several values always the same, whichever was typed: the one that names the entry, else the
  // first in order. If the directory shows none, what was typed, unless blanks around it make it
  // another spelling for sure.
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

  private Optional<AuthPrincipal> principal(
      LdapSession session, LdapName entry, Optional<String> name) throws NamingException {
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(
            AuthPrincipal.of(name.get(), roles(session, entry, name.get()), AuthSource.SESSION));
  }

  List<String> roles(LdapSession session, LdapName entry, String name) throws NamingException {
    List<String> roles = new ArrayList<>();
    if (groups.isPresent()) {
      LdapGroups where = groups.get();
      for (LdapEntry group :
          session.search(
              where.base(),
              where.filter(),
              List.of(entry.toString(), name),
              where.attribute(),
              MOST_GROUPS)) {
        roles.addAll(group.values());
      }
    }
    return roles;
  }

  @Override
  public UserLookup find(String name) {
    return new LdapLookup(directory, callers, this).find(name);
  }

  @Override
  public boolean isFinding() {
    return new LdapLookup(directory, callers, this).isSupported();
  }

  @Override
  public String toString() {
    return "LdapCheck[" + directory + "]";
  }
}
