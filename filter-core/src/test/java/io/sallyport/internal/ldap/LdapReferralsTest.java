package io.sallyport.internal.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.sallyport.fixture.Await;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.login.TooManyAttemptsException;
import io.sallyport.test.FakeRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LdapReferralsTest {

  private static final String USERS = "ou=people,dc=example,dc=com";
  private static final String GROUPS = "ou=groups,dc=example,dc=com";
  private static final String APP = "cn=app,dc=example,dc=com";

  private final Traffic traffic = new Traffic();
  private InMemoryDirectoryServer server;

  @BeforeEach
  void start() throws Exception {
    begin(0);
    add("dc=example,dc=com", "objectClass: domain", "dc: example");
    add(USERS, "objectClass: organizationalUnit", "ou: people");
    add(GROUPS, "objectClass: organizationalUnit", "ou: groups");
    addUser("ann", "ann's word");
    addUser("bob", "bob's word");
    // A name that has another meaning if it is not escaped.
    add(
        "uid=c\\,ou\\=x,ou=people,dc=example,dc=com",
        "objectClass: person",
        "uid: c,ou=x",
        "userPassword: c's word");
    group("boss", "ann");
    group("clerk", "bob");
    server.startListening();
  }

  private void begin(int port) throws Exception {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
    config.setSchema(null);
    config.addAdditionalBindCredentials(APP, "app-word");
    config.setListenerConfigs(
        new InMemoryListenerConfig(
            "test", InetAddress.getLoopbackAddress(), port, traffic.sockets(), null, null));
    config.setAccessLogHandler(traffic);
    config.addInMemoryOperationInterceptor(traffic.referring());
    server = new InMemoryDirectoryServer(config);
  }

  private void add(String name, String... lines) throws Exception {
    String[] entry = new String[lines.length + 1];
    entry[0] = "dn: " + name;
    System.arraycopy(lines, 0, entry, 1, lines.length);
    server.add(entry);
  }

  private void addUser(String name, String password) throws Exception {
    add(
        "uid=" + name + "," + USERS,
        "objectClass: person",
        "uid: " + name,
        "userPassword: " + password);
  }

  private void group(String name, String member) throws Exception {
    add(
        "cn=" + name + "," + GROUPS,
        "objectClass: groupOfNames",
        "cn: " + name,
        "member: uid=" + member + "," + USERS);
  }

  @AfterEach
  void end() {
    server.shutDown(true);
  }

  /** The two ways to find a user. */
  enum Way {
    UNDER,
    BELOW
  }

  private LdapCheck check(Way way) throws Exception {
    return LdapCheck.of(
        LdapDirectory.of(
            "ldap://127.0.0.1:" + server.getListenPort(),
            Optional.of(LdapAccount.of(APP, "app-word")),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5)),
        way == Way.UNDER
            ? LdapCallers.under(USERS, "uid")
            : LdapCallers.below("dc=example,dc=com", "uid", Optional.empty()),
        Optional.of(LdapGroups.below(GROUPS, Optional.empty(), "member", "cn")));
  }

  private Optional<AuthPrincipal> ask(Way way, String name, String password) throws Exception {
    try {
      return check(way).check(FakeRequest.get("/"), name, password);
    } catch (TooManyAttemptsException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void emptyPasswordIsNotSent(Way way) throws Exception {
    LdapCheck check = check(way);
    for (String password : List.of("", "\0", "ann's word\0", "\ud800")) {
      assertThat(check.check(FakeRequest.get("/"), "ann", password)).isEmpty();
    }
    assertThat(check.check(FakeRequest.get("/"), "ann\0", "ann's word")).isEmpty();
    assertThat(check.check(FakeRequest.get("/"), "a".repeat(1025), "ann's word")).isEmpty();
    assertThat(traffic.opened()).isZero();
  }

  @Test
  void groupsAreSearchedAsTheUserWithoutAnAccount() throws Exception {
    LdapCheck check =
        LdapCheck.of(
            directory(Optional.empty()),
            LdapCallers.under(USERS, "uid"),
            Optional.of(LdapGroups.below(GROUPS, Optional.empty(), "member", "cn")));
    assertThat(check.check(FakeRequest.get("/"), "ann", "ann's word").orElseThrow().roles())
        .containsExactly("boss");
    assertThat(traffic.opened()).isEqualTo(1);
  }

  /** An attacker with write access to one entry must not receive passwords by a referral. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void referralsAreNotFollowed(Way way) throws Exception {
    try (ServerSocket elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "ldap://127.0.0.1:" + elsewhere.getLocalPort() + "/uid=away," + USERS;
      add(
          "uid=away," + USERS,
          "objectClass: referral",
          "objectClass: extensibleObject",
          "uid: away",
          "ref: " + url);
      assertThat(ask(way, "away", "x")).isEmpty();
      traffic.referTo(url);
      for (String password : List.of("ann's word", "wrong")) {
        assertThatThrownBy(() -> ask(way, "ann", password))
            .isInstanceOf(CredentialOutageException.class);
      }
      elsewhere.setSoTimeout(300);
      assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
    }
    traffic.awaitClose();
  }

  @Test
  void firstAvailableServerIsUsed() throws Exception {
    int closed;
    try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = once.getLocalPort();
    }
    LdapCheck check =
        LdapCheck.of(
            LdapDirectory.of(
                "ldap://127.0.0.1:" + closed + " ldap://127.0.0.1:" + server.getListenPort(),
                Optional.empty(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5)),
            LdapCallers.under(USERS, "uid"),
            Optional.empty());
    assertThat(check.check(FakeRequest.get("/"), "ann", "ann's word")).isPresent();
    assertThat(check.check(FakeRequest.get("/"), "ann", "wrong")).isEmpty();
  }

  private LdapDirectory directory(Optional<LdapAccount> account) {
    return LdapDirectory.of(
        "ldap://127.0.0.1:" + server.getListenPort(),
        account,
        Duration.ofSeconds(2),
        Duration.ofSeconds(5));
  }

  /** Records what the server receives, and sends referrals on request. */
  private static final class Traffic extends Handler {

    // The server closes its end only after the client has closed the connection.
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final AtomicInteger binds = new AtomicInteger();
    private final AtomicReference<String> elsewhere = new AtomicReference<>();

    @Override
    public void publish(LogRecord record) {
      if (record.getMessage().contains(" BIND REQUEST ")) {
        binds.incrementAndGet();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    int opened() {
      return accepted.size();
    }

    int binds() {
      return binds.get();
    }

    /** Waits until the server has noticed that the connection is closed. */
    void awaitClose() {
      Await.until("all connections are closed", () -> open() == 0);
    }

    private int open() {
      return (int) accepted.stream().filter(socket -> !socket.isClosed()).count();
    }

    ServerSocketFactory sockets() {
      return new ServerSocketFactory() {
        @Override
        public ServerSocket createServerSocket() throws IOException {
          return watched(0, 50, null);
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
          return watched(port, 50, null);
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) throws IOException {
          return watched(port, backlog, null);
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
            throws IOException {
          return watched(port, backlog, address);
        }
      };
    }

    private ServerSocket watched(int port, int backlog, InetAddress address) throws IOException {
      return new ServerSocket(port, backlog, address) {
        @Override
        public Socket accept() throws IOException {
          Socket socket = super.accept();
          accepted.add(socket);
          return socket;
        }
      };
    }

    void referTo(String url) {
      elsewhere.set(url);
    }

    InMemoryOperationInterceptor referring() {
      return new InMemoryOperationInterceptor() {
        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request)
            throws LDAPException {
          refer();
        }

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request)
            throws LDAPException {
          refer();
        }
      };
    }

    private void refer() throws LDAPException {
      if (elsewhere.get() != null) {
        throw new LDAPException(
            ResultCode.REFERRAL, "elsewhere", null, new String[] {elsewhere.get()});
      }
    }
  }
}
