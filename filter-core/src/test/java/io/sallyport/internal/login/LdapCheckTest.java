package io.sallyport.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import io.sallyport.fixture.FakeRequest;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.CredentialOutageException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
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

  private InMemoryDirectoryServer server;

  @BeforeEach
  void start() throws Exception {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
    config.setSchema(null);
    config.addAdditionalBindCredentials(APP, "app-word");
    config.setListenerConfigs(
        new InMemoryListenerConfig("test", InetAddress.getLoopbackAddress(), 0, null, null, null));
    server = new InMemoryDirectoryServer(config);
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
    assertThat(ask(way, "ANN", "ann's word").orElseThrow().getName()).isEqualTo("ann");
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
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
    config.setSchema(null);
    config.addAdditionalBindCredentials(APP, "app-word");
    config.setListenerConfigs(
        new InMemoryListenerConfig(
            "test", InetAddress.getLoopbackAddress(), port, null, null, null));
    server = new InMemoryDirectoryServer(config);
    add("dc=example,dc=com", "objectClass: domain", "dc: example");
    add(PEOPLE, "objectClass: organizationalUnit", "ou: people");
    add(GROUPS, "objectClass: organizationalUnit", "ou: groups");
    person("ann", "ann's word");
    server.startListening();
    assertThat(check.check(FakeRequest.get("/"), "ann", "ann's word")).isPresent();
  }

  @Test
  void noConnectionIsLeftOpen() throws Exception {
    for (int i = 0; i < 20; i++) {
      ask(Way.BELOW, "ann", i % 2 == 0 ? "ann's word" : "wrong");
      ask(Way.UNDER, "nobody", "x");
    }
    // The server takes eight and no more.
    assertThat(ask(Way.BELOW, "ann", "ann's word")).isPresent();
  }
}
