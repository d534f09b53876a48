package io.sallyport.internal.startup;

import io.sallyport.internal.container.IdentityStores;
import io.sallyport.internal.login.ApplicationCheck;
import io.sallyport.internal.login.ContainerRealm;
import io.sallyport.internal.login.JdbcCheck;
import io.sallyport.internal.login.JdbcQueries;
import io.sallyport.internal.login.LoginAttempts;
import io.sallyport.internal.login.PasswordAuthenticator;
import io.sallyport.internal.login.UsersFile;
import io.sallyport.internal.login.UsersFormatException;
import io.sallyport.internal.password.HashAlgorithm;
import io.sallyport.internal.password.PasswordHashes;
import io.sallyport.internal.session.SessionLogout;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import io.sallyport.spi.PasswordCheck;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Builds the password check that {@code auth.login.user-store} names. */
final class PasswordAssembly {

  private final Settings settings;
  private final Problems problems;
  private final StartupReport report;
  private final LoginAttempts attempts;

  PasswordAssembly(StartupContext context, LoginAttempts attempts) {
    this.settings = context.settings();
    this.problems = context.problems();
    this.report = context.report();
    this.attempts = attempts;
  }

  private static PasswordAuthenticator realm(Set<String> knownRoles) {
    return ContainerRealm.of(knownRoles).beforeLogout(SessionLogout::recordLeaver);
  }

  /**
   * The password check. If it cannot be built, that is a problem, and the returned check is never
   * used.
   *
   * @param knownRoles the roles to query, since the server's realm cannot list roles
   */
  PasswordAuthenticator check(Set<String> knownRoles) {
    PasswordAuthenticator check = find().orElseGet(() -> realm(knownRoles));
    if (settings.isSet(Setting.REFRESH_PATH)) {
      report.line(
          "refresh",
          check.isFinding()
              ? "reads the user store: disabled users are rejected, and changed roles apply"
              : "cannot read this user store: disabled users can refresh for up to "
                  + settings.findDuration(Setting.REFRESH_LIFETIME).orElseThrow());
    }
    return check;
  }

  private Optional<PasswordAuthenticator> find() {
    String chosen = settings.text(Setting.LOGIN_USER_STORE);
    switch (chosen) {
      case "container":
        return reported("the server's realm", Optional.empty());
      case "file":
        return reported("users file " + settings.text(Setting.USERS_FILE), usersFile());
      case "jdbc":
        return reported("database " + settings.text(Setting.JDBC_DATASOURCE), database());
      case "ldap":
        return reported(
            "LDAP directory " + settings.text(Setting.LDAP_URL),
            new DirectoryAssembly(settings, problems)
                .find()
                .map(check -> check.counting(attempts)));
      case "identity-store":
        return reported("identity stores of Jakarta Security", identityStores());
      default:
        return reported(
            "class " + chosen,
            new NamedClass<>(PasswordCheck.class, Setting.LOGIN_USER_STORE, problems)
                .find(chosen)
                .map(ApplicationCheck::of));
    }
  }

  private Optional<PasswordAuthenticator> reported(
      String checks, Optional<? extends PasswordAuthenticator> check) {
    report.line(
        "passwords",
        checks
            + "; "
            + settings.text(Setting.LOGIN_MAX_FAILURES)
            + " failed attempts per user name in "
            + settings.findDuration(Setting.LOGIN_FAILURE_WINDOW).orElseThrow());
    return check.map(found -> found);
  }

  private Optional<UsersFile> usersFile() {
    Optional<String> text =
        LocatedText.find(settings.find(Setting.USERS_FILE), Setting.USERS_FILE, problems);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(UsersFile.parse(text.get()));
    } catch (UsersFormatException e) {
      problems.add(
          Setting.USERS_FILE,
          "\"" + settings.text(Setting.USERS_FILE) + "\" is not valid: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<JdbcCheck> database() {
    Optional<HashAlgorithm> wanted =
        settings.find(Setting.LOGIN_HASH_ALGORITHM).flatMap(HashAlgorithm::find);
    Optional<String> missing = wanted.flatMap(HashAlgorithm::findMissing);
    missing.ifPresent(what -> problems.add(Setting.LOGIN_HASH_ALGORITHM, what + ", or use pbkdf2"));
    Optional<DataSource> dataSource =
        NamedDataSource.find(
            settings.find(Setting.JDBC_DATASOURCE), Setting.JDBC_DATASOURCE, problems);
    if (missing.isPresent() || !settings.isSet(Setting.JDBC_CALLER_QUERY)) {
      return Optional.empty();
    }
    JdbcQueries queries =
        JdbcQueries.of(
            settings.text(Setting.JDBC_CALLER_QUERY),
            settings.find(Setting.JDBC_GROUPS_QUERY),
            settings.find(Setting.JDBC_UPDATE_HASH));
    return dataSource
        .map(found -> JdbcCheck.of(found, queries, PasswordHashes.of(wanted)))
        .map(check -> check.counting(attempts));
  }

  private Optional<ApplicationCheck> identityStores() {
    // The class that uses identity stores cannot be loaded without the interfaces of Jakarta
    // Security.
    Optional<ApplicationCheck> found =
        isThere("jakarta.enterprise.inject.spi.CDI")
                && isThere("jakarta.security.enterprise.identitystore.IdentityStoreHandler")
            ? IdentityStores.find().map(ApplicationCheck::of)
            : Optional.empty();
    if (found.isEmpty()) {
      problems.add(
          Setting.LOGIN_USER_STORE,
          "\"identity-store\" needs CDI with Jakarta Security, which this application does not have;"
              + " add an identity store and a beans.xml on a server that has them, or use container,"
              + " file, jdbc or ldap");
    }
    return found;
  }

  private static boolean isThere(String className) {
    try {
      Class.forName(className, false, PasswordAssembly.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
