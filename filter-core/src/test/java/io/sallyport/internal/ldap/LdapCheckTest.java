package io.sallyport.internal.ldap;

import static com.unboundid.ldap.sdk.ModificationType.ADD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import io.sallyport.fixture.Await;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.login.LoginAttempts;
import io.sallyport.internal.login.LoginThrottle;
import io.sallyport.internal.login.TooManyAttemptsException;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.test.FakeRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.naming.InvalidNameException;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs against a directory server (UnboundID) over a socket. */
@Timeout(600)
class LdapCheckTest {

  private static final String USERS = "ou=people,dc=example,dc=com";
  private static final String GROUPS = "ou=groups,dc=example,dc=com";
  private static final LdapAccount APP = LdapAccount.of("cn=app,dc=example,dc=com", "app-password");

  private final List<String> binds = new CopyOnWriteArrayList<>();
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();
  private InMemoryDirectoryServer server;
  private volatile ResultCode hiding;

  @BeforeEach
  void start() throws Exception {
    server =
        new InMemoryDirectoryServer(
            config(
                new InMemoryListenerConfig(
                    "x", InetAddress.getLoopbackAddress(), 0, rememberingSockets(), null, null)));
    server.add("dn: dc=example,dc=com", "objectClass: domain", "dc: example");
    server.add("dn: " + USERS, "objectClass: organizationalUnit", "ou: people");
    server.add("dn: " + GROUPS, "objectClass: organizationalUnit", "ou: groups");
    server.add(
        "dn: cn=app,dc=example,dc=com",
        "objectClass: person",
        "cn: app",
        "sn: app",
        "userPassword: app-password");
    addUser("ann", "ann@example.com");
    addUser("Eva M, Dr.", "eva@example.com");
    addUser("*", "star@example.com");
    addUser("twin1", "twin@example.com");
    addUser("twin2", "twin@example.com");
    server.add(
        "dn: uid=locked," + USERS, "objectClass: inetOrgPerson", "uid: locked", "cn: l", "sn: l");
    server.add(
        "dn: cn=boss," + GROUPS,
        "objectClass: groupOfNames",
        "cn: boss",
        "member: uid=ann," + USERS);
    server.add(
        "dn: cn=everybody," + GROUPS,
        "objectClass: groupOfNames",
        "cn: everybody",
        "member: uid=ann," + USERS,
        "member: uid=Eva M\\, Dr.," + USERS);
    server.add(
        "dn: cn=posix," + GROUPS,
        "objectClass: posixGroup",
        "cn: posix",
        "gidNumber: 1",
        "memberUid: ann");
    server.startListening();
  }

  private InMemoryDirectoryServerConfig config(InMemoryListenerConfig listener)
      throws LDAPException {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
    config.setListenerConfigs(listener);
    config.setSchema(null);
    config.addInMemoryOperationInterceptor(
        new InMemoryOperationInterceptor() {
          @Override
          public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request)
              throws LDAPException {
            binds.add(request.getRequest().getBindDN());
            if (request.getRequest().getBindDN().startsWith("uid=locked")) {
              throw new LDAPException(ResultCode.UNWILLING_TO_PERFORM, "locked");
            }
          }

          @Override
          public void processSearchRequest(InMemoryInterceptedSearchRequest request)
              throws LDAPException {
            if (hiding != null && request.getRequest().getBaseDN().startsWith("uid=")) {
              throw new LDAPException(hiding, "not for you");
            }
          }
        });
    return config;
  }

  private ServerSocketFactory rememberingSockets() {
    return new ServerSocketFactory() {
      @Override
      public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
          throws IOException {
        return new ServerSocket(port, backlog, address) {
          @Override
          public Socket accept() throws IOException {
            Socket socket = super.accept();
            accepted.add(socket);
            return socket;
          }
        };
      }

      @Override
      public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
      }

      @Override
      public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, 50);
      }
    };
  }

  private void addUser(String uid, String mail) throws LDAPException {
    com.unboundid.ldap.sdk.Entry entry =
        new com.unboundid.ldap.sdk.Entry(
            new com.unboundid.ldap.sdk.DN(
                new com.unboundid.ldap.sdk.RDN("uid", uid), new com.unboundid.ldap.sdk.DN(USERS)));
    entry.addAttribute("objectClass", "inetOrgPerson");
    entry.addAttribute("uid", uid);
    entry.addAttribute("mail", mail);
    entry.addAttribute("userPassword", "pass-" + uid);
    server.add(entry);
  }

  @AfterEach
  void allConnectionsAreClosed() throws Exception {
    // The server closes its end after the client has closed the connection.
    Await.until("all connections are closed", () -> accepted.stream().allMatch(Socket::isClosed));
    server.shutDown(true);
  }

  private LdapDirectory directory(Optional<LdapAccount> account) {
    return LdapDirectory.of(
        "ldap://127.0.0.1:" + server.getListenPort(),
        account,
        Duration.ofSeconds(2),
        Duration.ofSeconds(2));
  }

  private static Optional<LdapGroups> byMember() throws InvalidNameException {
    return Optional.of(LdapGroups.below(GROUPS, Optional.empty(), "member", "cn"));
  }

  private LdapCheck under() throws InvalidNameException {
    return LdapCheck.of(directory(Optional.empty()), LdapCallers.under(USERS, "uid"), byMember());
  }

  private LdapCheck below(String filter) throws InvalidNameException {
    return LdapCheck.of(
        directory(Optional.of(APP)),
        LdapCallers.below("dc=example,dc=com", "uid", Optional.ofNullable(filter)),
        byMember());
  }

  private static Optional<AuthPrincipal> login(LdapCheck check, String name, String password) {
    try {
      return check.check(FakeRequest.post("/"), name, password);
    } catch (TooManyAttemptsException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ann          | ann          | boss,everybody",
        "ANN          | ann          | boss,everybody",
        "` ann`       | ann          | boss,everybody",
        "`ann `       | ann          | boss,everybody",
        "Eva M, Dr.   | Eva M, Dr.   | everybody",
        "*            | *            | "
      })
  void correctPasswordReturnsTheDirectorysSpellingAndRoles(String typed, String name, String groups)
      throws Exception {
    Set<String> roles = groups == null ? Set.of() : Set.of(groups.split(","));
    AuthPrincipal expected = AuthPrincipal.of(name, roles, AuthSource.SESSION);
    assertThat(login(under(), typed, "pass-" + name)).contains(expected);
    assertThat(login(below(null), typed, "pass-" + name)).contains(expected);
    assertThat(login(under(), typed, "wrong")).isEmpty();
    assertThat(login(below(null), typed, "wrong")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "a*",
        "**",
        "ann)(uid=*",
        "*)(|(uid=*",
        "ann,ou=people",
        "ann+cn=x",
        "\\61nn",
        "#616e6e",
        "ann+cn=y",
        "ann\0",
        "",
        " ",
        "ann)(|(uid=ann",
        "uid=ann",
        "twin1\nuid: ann",
        "locked",
        "\ud800"
      })
  void namesAreEscaped(String name) throws Exception {
    for (String password : List.of("pass-ann", "pass-*", "pass-twin1")) {
      assertThat(login(under(), name, password)).isEmpty();
      assertThat(login(below(null), name, password)).isEmpty();
      assertThat(login(below("(|(uid=%s)(mail=%s))"), name, password)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", "pass-ann\0", "pass-ann ", "PASS-ANN"})
  void otherPasswordsAreRejected(String password) throws Exception {
    assertThat(login(under(), "ann", password)).isEmpty();
    assertThat(login(below(null), "ann", password)).isEmpty();
    if (password.isEmpty() || password.indexOf('\0') >= 0) {
      assertThat(binds).as("never sent").isEmpty();
    }
  }

  @Test
  void loginByAnotherAttributeReturnsTheSameName() throws Exception {
    LdapCheck check = below("(|(uid={0})(mail=%s))");
    assertThat(login(check, "ann@example.com", "pass-ann").orElseThrow().getName())
        .isEqualTo("ann");
    // Two users have it, so the login is rejected.
    assertThat(login(check, "twin@example.com", "pass-twin1")).isEmpty();
    assertThat(login(check, "twin@example.com", "pass-twin2")).isEmpty();
  }

  @Test
  void groupsAreFoundByNameOrOmitted() throws Exception {
    LdapCallers callers = LdapCallers.under(USERS, "uid");
    Optional<LdapGroups> posix =
        Optional.of(LdapGroups.below(GROUPS, Optional.of("(memberUid={1})"), "member", "cn"));
    for (Optional<LdapAccount> account : List.of(Optional.<LdapAccount>empty(), Optional.of(APP))) {
      assertThat(
              login(LdapCheck.of(directory(account), callers, posix), "ann", "pass-ann")
                  .orElseThrow()
                  .roles())
          .containsExactly("posix");
      assertThat(
              login(LdapCheck.of(directory(account), callers, Optional.empty()), "ann", "pass-ann")
                  .orElseThrow()
                  .roles())
          .isEmpty();
    }
  }

  @Test
  void bindIsTriedForAnUnknownName() throws Exception {
    login(below(null), "nobody", "x");
    assertThat(binds).containsExactly(APP.name(), "uid=sallyport-nobody,dc=example,dc=com");
    binds.clear();
    login(below(null), "ann", "x");
    assertThat(binds).containsExactly(APP.name(), "uid=ann," + USERS);
    binds.clear();
    login(below("(mail={0})"), "twin@example.com", "x");
    assertThat(binds).hasSize(2);
    binds.clear();
    login(under(), "nobody", "x");
    assertThat(binds).containsExactly("uid=nobody," + USERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSUFFICIENT_ACCESS_RIGHTS", "NO_SUCH_OBJECT"})
  void loginSucceedsWithoutReadPermission(String code) throws Exception {
    hiding =
        code.startsWith("NO") ? ResultCode.NO_SUCH_OBJECT : ResultCode.INSUFFICIENT_ACCESS_RIGHTS;
    assertThat(login(under(), "ann", "pass-ann").orElseThrow().roles())
        .containsExactlyInAnyOrder("boss", "everybody");
  }

  @Test
  void directorySpellingsOfANameShareACount() throws Exception {
    LoginThrottle throttle =
        LoginThrottle.of(
            below(null),
            LoginAttempts.of(InMemoryTokenStore.of(Clock.systemUTC()), 2, Duration.ofMinutes(5)));
    FakeRequest request = FakeRequest.post("/");
    assertThat(throttle.check(request, "Eva M, Dr.", "x")).isEmpty();
    assertThat(throttle.check(request, "Eva  M, Dr.", "x")).isEmpty();
    assertThatThrownBy(() -> throttle.check(request, "Eva   M, Dr.", "pass-Eva M, Dr."))
        .isInstanceOf(TooManyAttemptsException.class);
  }

  @Test
  void entryFoundByTwoAttributesHasOneCount() throws Exception {
    LoginAttempts attempts =
        LoginAttempts.of(InMemoryTokenStore.of(Clock.systemUTC()), 2, Duration.ofMinutes(5));
    LoginThrottle throttle =
        LoginThrottle.of(below("(|(uid={0})(mail={0}))").counting(attempts), attempts);
    FakeRequest request = FakeRequest.post("/");
    assertThat(throttle.check(request, "ann", "x")).isEmpty();
    assertThat(throttle.check(request, "ann", "pass-ann")).isPresent();
    assertThat(throttle.check(request, "ann", "x")).isEmpty();
    assertThat(throttle.check(request, "ann@example.com", "x")).isEmpty();
    assertThatThrownBy(() -> throttle.check(request, "ann@example.com", "pass-ann"))
        .isInstanceOf(TooManyAttemptsException.class);
  }

  @Test
  void nameOfTheEntryPrecedesOtherValues() throws Exception {
    server.modify("dn: uid=ann," + USERS, "changetype: modify", "add: uid", "uid: a.miller");
    for (String typed : List.of("ann", "a.miller", "A.Miller")) {
      assertThat(login(below(null), typed, "pass-ann").orElseThrow().getName()).isEqualTo("ann");
    }
  }

  @Test
  void lookupIsByNameWithAnyFilter() throws Exception {
    for (String filter :
        new String[] {null, "(mail={0})", "(&(objectClass=inetOrgPerson)(uid={0}))"}) {
      LdapCheck check = below(filter);
      assertThat(check.isFinding()).isTrue();
      assertThat(check.find("ann").name()).isEqualTo("ann");
      assertThat(check.find("ann").roles()).contains("boss");
      assertThat(check.find("nobody").isActive()).isFalse();
    }
    assertThat(below("(&(uid={0})(!(mail=*)))").find("ann").isActive()).isFalse();
    assertThat(under().find("ann").isUnsupported()).isTrue();
    assertThat(under().isFinding()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "userAccountControl, 514, false",
    "userAccountControl, 512, true",
    "nsAccountLock, TRUE, false",
    "nsAccountLock, true, false",
    "nsAccountLock, FALSE, true",
    "loginDisabled, TRUE, false",
    "loginDisabled, FALSE, true",
    "pwdAccountLockedTime, 000001010000Z, false",
    "pwdAccountLockedTime, 20260101000000Z, true"
  })
  void disabledEntryIsNotActive(String attribute, String value, boolean ok) throws Exception {
    server.modify("uid=ann," + USERS, new Modification(ADD, attribute, value));
    assertThat(below(null).find("ann").isActive()).isEqualTo(ok);
    assertThat(below("(mail={0})").find("ann").isActive()).isEqualTo(ok);
  }

  @Test
  void serverOutageIsReportedAndRecovered() throws Exception {
    LdapCheck check = below(null);
    LdapCheck direct = under();
    assertThat(login(check, "ann", "pass-ann")).isPresent();
    int port = server.getListenPort();
    server.shutDown(true);
    for (LdapCheck each : List.of(check, direct)) {
      assertThatThrownBy(() -> login(each, "ann", "pass-ann"))
          .isInstanceOf(CredentialOutageException.class)
          .hasMessageContaining("javax.naming.CommunicationException")
          .message()
          .doesNotContain("ann");
    }
    server.startListening();
    assertThat(server.getListenPort()).isEqualTo(port);
    assertThat(login(check, "ann", "pass-ann")).isPresent();
    assertThat(login(direct, "ann", "pass-ann")).isPresent();
    assertThat(accepted).as("connections are counted").hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void hangingServerIsAnOutageAfterTheTimeout() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LdapCheck check =
          LdapCheck.of(
              LdapDirectory.of(
                  "ldap://127.0.0.1:" + mute.getLocalPort(),
                  Optional.empty(),
                  Duration.ofSeconds(1),
                  Duration.ofSeconds(1)),
              LdapCallers.under(USERS, "uid"),
              Optional.empty());
      long begun = System.nanoTime();
      assertThatThrownBy(() -> login(check, "ann", "pass-ann"))
          .isInstanceOf(CredentialOutageException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void rejectedSearchAccountIsAnOutage() throws Exception {
    LdapCheck check =
        LdapCheck.of(
            directory(Optional.of(LdapAccount.of(APP.name(), "stale"))),
            LdapCallers.below("dc=example,dc=com", "uid", Optional.empty()),
            Optional.empty());
    assertThatThrownBy(() -> login(check, "ann", "pass-ann"))
        .isInstanceOf(CredentialOutageException.class)
        .hasMessageContaining("javax.naming.AuthenticationException");
    assertThat(APP.toString()).doesNotContain("app-password");
  }

  @Test
  void untrustedCertificateReceivesNoPassword(@TempDir Path folder) throws Exception {
    InMemoryDirectoryServer secure =
        new InMemoryDirectoryServer(
            config(
                InMemoryListenerConfig.createLDAPSConfig(
                    "s",
                    InetAddress.getLoopbackAddress(),
                    0,
                    serverContext(folder).getServerSocketFactory(),
                    null)));
    secure.startListening();
    try {
      LdapCheck check =
          LdapCheck.of(
              LdapDirectory.of(
                  "ldaps://127.0.0.1:" + secure.getListenPort(),
                  Optional.empty(),
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(5)),
              LdapCallers.under(USERS, "uid"),
              Optional.empty());
      assertThatThrownBy(() -> login(check, "ann", "pass-ann"))
          .isInstanceOf(CredentialOutageException.class);
      assertThat(binds).isEmpty();
    } finally {
      secure.shutDown(true);
    }
  }

  private static SSLContext serverContext(Path folder) throws Exception {
    Path file = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=test",
                "-ext",
                "san=ip:127.0.0.1",
                "-alias",
                "a",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
