package io.sallyport.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.sallyport.fixture.FakeRequest;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.CredentialOutageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LdapCheckTest {

  private static final String PEOPLE = "ou=people,dc=example,dc=com";
  private static final String GROUPS = "ou=groups,dc=example,dc=com";
  private static final String APP = "cn=app,dc=example,dc=com";

  private final Traffic traffic = new Traffic();
  private InMemoryDirectoryServer server;

  @BeforeEach
  void start() throws Exception {
    begin(0);
    add("dc=example,dc=com", "objectClass: domain", "dc: example");
    add(PEOPLE, "objectClass: organizationalUnit", "ou: people");
    add(GROUPS, "objectClass: organizationalUnit", "ou: groups");
    person("ann", "ann's word");
    person("bob", "bob's word");
    // A name that would mean something else if it were not escaped.
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

  private void person(String name, String password) throws Exception {
    add(
        "uid=" + name + "," + PEOPLE,
        "objectClass: person",
        "uid: " + name,
        "userPassword: " + password);
  }

  private void group(String name, String member) throws Exception {
    add(
        "cn=" + name + "," + GROUPS,
        "objectClass: groupOfNames",
        "cn: " + name,
        "member: uid=" + member + "," + PEOPLE);
  }

  @AfterEach
  void end() {
    server.shutDown(true);
  }

  /** The two ways to find somebody. */
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
            ? LdapCallers.under(PEOPLE, "uid")
            : LdapCallers.below("dc=example,dc=com", "uid", Optional.empty()),
        Optional.of(LdapGroups.below(GROUPS, Optional.empty(), "member", "cn")));
  }

  private Optional<AuthPrincipal> ask(Way way, String name, String password) throws Exception {
    return check(way).check(FakeRequest.get("/"), name, password);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void theRightPasswordBringsTheNameAndItsRoles(Way way) throws Exception {
    AuthPrincipal ann = ask(way, "ann", "ann's word").orElseThrow();
    assertThat(ann.getName()).isEqualTo("ann");
    assertThat(ann.roles()).isEqualTo(Set.of("boss"));
    // The directory's spelling: it takes another for the same person.
    for (String other : List.of("ANN", " ann", "ann ")) {
      AuthPrincipal same = ask(way, other, "ann's word").orElseThrow();
      assertThat(same.getName()).isEqualTo("ann");
      assertThat(same.roles()).as(other).isEqualTo(Set.of("boss"));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "ann, wrong",
    "ann, ''",
    "ann, ' '",
    "nobody, ann's word",
    "nobody, ''",
    "*, ann's word",
    "a*, ann's word",
    "'ann)(uid=*', ann's word",
    "'*)(|(uid=*', ann's word",
    "'ann,ou=people', ann's word",
    "'ann+cn=x', ann's word",
    "'\\61nn', ann's word",
    "'#616e6e', ann's word",
    "'', ann's word"
  })
  void whateverIsNotThatPersonIsNobody(String name, String password) throws Exception {
    for (Way way : Way.values()) {
      assertThat(ask(way, name, password)).as(way.name()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aNameIsTextAndNothingElse(Way way) throws Exception {
    assertThat(ask(way, "c,ou=x", "c's word").orElseThrow().getName()).isEqualTo("c,ou=x");
  }

  @Test
  void severalPeopleOfOneNameAreNobody() throws Exception {
    add(
        "uid=ann,ou=groups,dc=example,dc=com",
        "objectClass: person",
        "uid: ann",
        "userPassword: ann's word");
    assertThat(ask(Way.BELOW, "ann", "ann's word")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aDirectoryThatIsAwayIsAnOutageUntilItIsBack(Way way) throws Exception {
    LdapCheck check = check(way);
    int port = server.getListenPort();
    server.shutDown(true);
    assertThatThrownBy(() -> check.check(FakeRequest.get("/"), "ann", "ann's word"))
        .isInstanceOf(CredentialOutageException.class)
        .message()
        .doesNotContain("ann");
    begin(port);
    add("dc=example,dc=com", "objectClass: domain", "dc: example");
    add(PEOPLE, "objectClass: organizationalUnit", "ou: people");
    add(GROUPS, "objectClass: organizationalUnit", "ou: groups");
    person("ann", "ann's word");
    server.startListening();
    assertThat(check.check(FakeRequest.get("/"), "ann", "ann's word")).isPresent();
  }

  @Test
  void noConnectionIsLeftOpen() throws Exception {
    for (int i = 0; i < 10; i++) {
      ask(Way.BELOW, "ann", i % 2 == 0 ? "ann's word" : "wrong");
      ask(Way.UNDER, "ann", "ann's word");
      ask(Way.UNDER, "nobody", "x");
    }
    assertThat(traffic.opened()).isGreaterThanOrEqualTo(30);
    assertThat(traffic.stillOpen()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void anEmptyPasswordIsNotEvenBound(Way way) throws Exception {
    LdapCheck check = check(way);
    for (String password : List.of("", "\0", "ann's word\0", "\ud800")) {
      assertThat(check.check(FakeRequest.get("/"), "ann", password)).isEmpty();
    }
    assertThat(check.check(FakeRequest.get("/"), "ann\0", "ann's word")).isEmpty();
    assertThat(check.check(FakeRequest.get("/"), "a".repeat(1025), "ann's word")).isEmpty();
    assertThat(traffic.opened()).isZero();
  }

  @Test
  void nobodyIsBoundForTooWhereNobodyIsFound() throws Exception {
    ask(Way.BELOW, "ann", "wrong");
    int known = traffic.binds();
    ask(Way.BELOW, "nobody", "wrong");
    assertThat(traffic.binds()).isEqualTo(2 * known);
  }

  @Test
  void peopleOfAnotherBranchAreNotUnderTheBase() throws Exception {
    add("ou=old,dc=example,dc=com", "objectClass: organizationalUnit", "ou: old");
    add(
        "uid=eve,ou=old,dc=example,dc=com",
        "objectClass: person",
        "uid: eve",
        "userPassword: eve's word");
    assertThat(ask(Way.UNDER, "eve", "eve's word")).isEmpty();
    assertThat(ask(Way.BELOW, "eve", "eve's word").orElseThrow().roles()).isEmpty();
  }

  @Test
  void filtersOfTheDeployersAreFilledWithText() throws Exception {
    add("cn=posix," + GROUPS, "objectClass: posixGroup", "cn: posix", "memberUid: ann");
    LdapCheck check =
        LdapCheck.of(
            directory(Optional.empty()),
            LdapCallers.below(
                "dc=example,dc=com",
                "uid",
                Optional.of("(&(uid=%s)(objectClass=person)(!(uid=bob)))")),
            Optional.of(LdapGroups.below(GROUPS, Optional.of("(memberUid={1})"), "member", "cn")));
    assertThat(check.check(FakeRequest.get("/"), "ANN", "ann's word").orElseThrow().roles())
        .containsExactly("posix");
    for (String name : List.of("bob", "*", "bob)(uid=*", "{0}", "%s", "\\2a")) {
      assertThat(check.check(FakeRequest.get("/"), name, "bob's word")).as(name).isEmpty();
    }
  }

  @Test
  void withoutAnAccountPeopleLookForTheirGroupsThemselves() throws Exception {
    LdapCheck check =
        LdapCheck.of(
            directory(Optional.empty()),
            LdapCallers.under(PEOPLE, "uid"),
            Optional.of(LdapGroups.below(GROUPS, Optional.empty(), "member", "cn")));
    assertThat(check.check(FakeRequest.get("/"), "ann", "ann's word").orElseThrow().roles())
        .containsExactly("boss");
    assertThat(traffic.opened()).isEqualTo(1);
  }

  @Test
  void withoutGroupsNobodyHasRoles() throws Exception {
    LdapCheck check =
        LdapCheck.of(
            directory(Optional.empty()), LdapCallers.under(PEOPLE, "uid"), Optional.empty());
    assertThat(check.check(FakeRequest.get("/"), "ann", "ann's word").orElseThrow().roles())
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void anAccountThatIsNotLetInIsAnOutage(Way way) throws Exception {
    LdapCheck check =
        LdapCheck.of(
            directory(Optional.of(LdapAccount.of(APP, "old-word"))),
            way == Way.UNDER
                ? LdapCallers.under(PEOPLE, "uid")
                : LdapCallers.below(PEOPLE, "uid", Optional.empty()),
            Optional.of(LdapGroups.below(GROUPS, Optional.empty(), "member", "cn")));
    assertThatThrownBy(() -> check.check(FakeRequest.get("/"), "ann", "ann's word"))
        .isInstanceOf(CredentialOutageException.class)
        .message()
        .doesNotContain("ann")
        .doesNotContain("old-word");
    assertThat(traffic.stillOpen()).isZero();
  }

  /** Whoever can write one entry must not send passwords to a server of theirs. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void referralsAreNotFollowed(Way way) throws Exception {
    try (ServerSocket elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "ldap://127.0.0.1:" + elsewhere.getLocalPort() + "/uid=away," + PEOPLE;
      add(
          "uid=away," + PEOPLE,
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
    assertThat(traffic.stillOpen()).isZero();
  }

  @Test
  void aDirectoryThatHangsIsAnOutageInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      LdapCheck check =
          LdapCheck.of(
              LdapDirectory.of(
                  "ldap://127.0.0.1:" + silent.getLocalPort(),
                  Optional.empty(),
                  Duration.ofMillis(300),
                  Duration.ofMillis(300)),
              LdapCallers.under(PEOPLE, "uid"),
              Optional.empty());
      assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () ->
              assertThatThrownBy(() -> check.check(FakeRequest.get("/"), "ann", "ann's word"))
                  .isInstanceOf(CredentialOutageException.class));
    }
  }

  @Test
  void ofSeveralServersTheFirstThatIsThereIsAsked() throws Exception {
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
            LdapCallers.under(PEOPLE, "uid"),
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

  /** What the server sees, and whether it sends people elsewhere. */
  private static final class Traffic extends Handler {

    // The server closes its end when a client has closed theirs, and not before.
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

    /** The server hears of it a little later. */
    int stillOpen() throws InterruptedException {
      for (int i = 0; i < 100 && open() > 0; i++) {
        Thread.sleep(20);
      }
      return open();
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
