package io.sallyport.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.AdoptedLogin;
import io.sallyport.fixture.UnreliableStore;
import io.sallyport.fixture.User;
import io.sallyport.fixture.VirtualBackground;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.engine.RoleNames;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.revocation.RevocationQuery;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeSession;
import io.sallyport.test.MovableClock;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SessionSourceTest {

  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");

  private SessionLimits limits(Duration idle, Duration age) {
    return SessionLimits.of(Optional.ofNullable(idle), Optional.ofNullable(age), clock);
  }

  private static Optional<AdoptedAttribute> adopting(String name, String roles) {
    return Optional.of(
        AdoptedAttribute.of(
            "user", Optional.ofNullable(name), Optional.ofNullable(roles), RoleNames.unchanged()));
  }

  /** A bean that is not public, with an accessor of each kind. */
  static final class Bean {
    private final String name;
    private final Object roles;

    Bean(String name, Object roles) {
      this.name = name;
      this.roles = roles;
    }

    public Map<String, Object> getAccount() {
      return Map.of("login", new Inner(name));
    }

    public Object roles() {
      return roles;
    }

    public String getBroken() {
      throw new IllegalStateException("secret of the getter");
    }

    public boolean isGood() {
      return true;
    }

    String getHidden() {
      return "hidden";
    }
  }

  public static final class Inner {
    private final String id;

    Inner(String id) {
      this.id = id;
    }

    public String getId() {
      return id;
    }
  }

  enum Role {
    BOSS
  }

  static Stream<Arguments> adoptable() {
    Principal principal = () -> "ann";
    return Stream.of(
        Arguments.of("text", "ann", null, null, Set.of()),
        Arguments.of("principal", principal, null, null, Set.of()),
        Arguments.of("number", Map.of("id", 17), "id", null, Set.of()),
        Arguments.of("map", Map.of("n", "ann", "r", "a, b ,,"), "n", "r", Set.of("a", "b")),
        Arguments.of("bean", new User("ann", List.of("a")), "login", "roles", Set.of("a")),
        Arguments.of("nested", new Bean("ann", null), "account.login.id", "roles", Set.of()),
        Arguments.of(
            "array",
            new Bean("ann", new String[] {"a", "b"}),
            "account.login.id",
            "roles",
            Set.of("a", "b")),
        Arguments.of(
            "enums",
            new Bean("ann", Set.of(Role.BOSS)),
            "account.login.id",
            "roles",
            Set.of("BOSS")),
        Arguments.of(
            "principals",
            new Bean("ann", List.of(principal)),
            "account.login.id",
            "roles",
            Set.of("ann")),
        Arguments.of(
            "role map",
            new Bean("ann", Map.of("a", true, "b", false, "c", "yes")),
            "account.login.id",
            "roles",
            Set.of("a")),
        Arguments.of(
            "objects as roles",
            new Bean("ann", List.of(new Object(), 5)),
            "account.login.id",
            "roles",
            Set.of()),
        Arguments.of(
            "number as roles", new Bean("ann", 42), "account.login.id", "roles", Set.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("adoptable")
  void applicationUserIsAdopted(
      String kind, Object value, String nameProperty, String rolesProperty, Set<String> roles) {
    FakeRequest request = FakeRequest.get("/").session(new FakeSession());
    SessionWatch watch =
        SessionWatch.of(
            adopting(nameProperty, rolesProperty).orElseThrow(), limits(null, null), true);
    watch.watch(request, request.getSession(), () -> {}).setAttribute("user", value);
    AuthResult result =
        SessionSource.of(limits(null, null), adopting(nameProperty, rolesProperty)).find(request);
    AuthPrincipal caller = (AuthPrincipal) result.requireIdentity().principal();
    assertThat(caller.getName()).isIn("ann", "17");
    assertThat(caller.roles()).isEqualTo(roles);
    assertThat(caller.source()).isEqualTo(AuthSource.APPLICATION);
  }

  static Stream<Arguments> notAdoptable() {
    return Stream.of(
        Arguments.of("blank", " ", null, null),
        Arguments.of("an object", new Object(), null, null),
        Arguments.of("no such property", new User("ann", List.of()), "name", null),
        Arguments.of("missing nested property", Map.of("a", "b"), "x.y.z", null),
        Arguments.of("a hidden getter", new Bean("ann", null), "hidden", null),
        Arguments.of("a flag for a name", new Bean("ann", null), "good", null),
        Arguments.of("a broken getter", new Bean("ann", null), "broken", null),
        Arguments.of("broken roles", new Bean("ann", null), "account.login.id", "broken"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notAdoptable")
  void valueWithoutReadableNameIsAnonymous(
      String kind, Object value, String nameProperty, String rolesProperty) {
    FakeRequest request = FakeRequest.get("/").session(new FakeSession().with("user", value));
    assertThat(
            SessionSource.of(limits(null, null), adopting(nameProperty, rolesProperty))
                .find(request)
                .isNone())
        .isTrue();
  }

  @Test
  void removedRoleIsRemovedAtOnce() {
    List<String> roles = new ArrayList<>(List.of("boss"));
    FakeRequest request =
        FakeRequest.get("/").session(AdoptedLogin.session("ann", new User("ann", roles)));
    SessionSource source = SessionSource.of(limits(null, null), adopting("login", "roles"));
    assertThat(source.find(request).requireIdentity().hasRole("boss")).isTrue();
    roles.clear();
    assertThat(source.find(request).requireIdentity().hasRole("boss")).isFalse();
  }

  @Test
  void containerCallerPrecedesOursAndTheApplications() {
    SessionSource source = SessionSource.of(limits(null, null), adopting("login", "roles"));
    FakeSession session = AdoptedLogin.session("app", new User("app", List.of()));
    FakeRequest request = FakeRequest.get("/").session(session);
    assertThat(source.find(request).requireIdentity().toString()).isEqualTo("app");

    session.with(SessionAttributes.CALLER, AuthPrincipal.of("ours", List.of(), AuthSource.SESSION));
    assertThat(source.find(request).requireIdentity().toString()).isEqualTo("ours");

    CallerIdentity container =
        source.find(request.containerCaller("cont", "BASIC", "boss")).requireIdentity();
    assertThat(container.toString()).isEqualTo("cont");
    assertThat(container.authType()).isEqualTo("BASIC");
    assertThat(container.hasRole("boss")).isTrue();
    assertThat(container.hasRole("other")).isFalse();
  }

  @Test
  void readingCreatesNoSession() {
    FakeRequest request = FakeRequest.get("/");
    assertThat(
            SessionSource.of(limits(null, Duration.ofHours(1)), adopting(null, null))
                .find(request)
                .isNone())
        .isTrue();
    assertThat(request.fakeSession()).isNull();
  }

  @Test
  void sessionEndsAtMaximumAge() {
    SessionLimits limits = limits(null, Duration.ofSeconds(60));
    FakeRequest request = FakeRequest.get("/");
    SessionLogin.of(limits, Optional.empty())
        .establish(request, AuthPrincipal.of("ann", List.of("a"), AuthSource.SESSION));
    SessionSource source = SessionSource.of(limits, Optional.empty());
    FakeSession session = request.fakeSession();

    clock.move(Duration.ofSeconds(60).minusMillis(1));
    assertThat(source.find(request).isAccepted()).isTrue();
    clock.move(Duration.ofMillis(1));
    assertThat(source.find(request).isNone()).isTrue();
    assertThat(session.isInvalid()).isTrue();
  }

  @Test
  void ageOfAContainerSessionBeginsAtItsCreation() {
    SessionSource source = SessionSource.of(limits(null, Duration.ofSeconds(60)), Optional.empty());
    long created = clock.millis() - 60_000;
    FakeRequest old =
        FakeRequest.get("/")
            .containerCaller("ann", "FORM")
            .session(new FakeSession().createdAt(created));
    assertThat(source.find(old).isNone()).isTrue();
    FakeRequest young =
        FakeRequest.get("/")
            .containerCaller("ann", "FORM")
            .session(new FakeSession().createdAt(created + 1));
    assertThat(source.find(young).isAccepted()).isTrue();
  }

  @Test
  void sessionContainsOnlySmallSerializableValues() {
    FakeRequest request = FakeRequest.get("/");
    AuthPrincipal withClaims =
        AuthPrincipal.ofToken("ann", List.of("a"), Map.of("secret", "claim"));
    SessionLogin.of(limits(Duration.ofMinutes(5), null), Optional.empty())
        .establish(request, withClaims);
    FakeSession session = request.fakeSession();
    assertThat(session.isSerializable()).isTrue();
    assertThat(session.attributes()).hasSize(3);
    assertThat(((AuthPrincipal) session.attributes().get(SessionAttributes.CALLER)).claims())
        .isEmpty();
    assertThat(session.maxInactiveInterval()).isEqualTo(300);
  }

  @Test
  void loginKeepsAnonymousDataAndDropsAnotherUsers() {
    SessionLogin login = SessionLogin.of(limits(null, null), adopting("login", "roles"));
    FakeSession basket = new FakeSession().with("basket", "apples");
    String before = basket.id();
    FakeRequest request = FakeRequest.get("/").session(basket);
    login.establish(request, AuthPrincipal.of("ann", List.of(), AuthSource.SESSION));
    assertThat(request.fakeSession()).isSameAs(basket);
    assertThat(basket.id()).isNotEqualTo(before);
    assertThat(basket.attributes()).containsEntry("basket", "apples");

    login.establish(request, AuthPrincipal.of("ben", List.of(), AuthSource.SESSION));
    assertThat(basket.isInvalid()).isTrue();
    assertThat(request.fakeSession().attributes()).doesNotContainKey("basket");

    FakeSession adopted = new FakeSession().with("user", new User("cid", List.of()));
    login.establish(
        FakeRequest.get("/").session(adopted),
        AuthPrincipal.of("ben", List.of(), AuthSource.SESSION));
    assertThat(adopted.isInvalid()).isTrue();
  }

  @Test
  void missingSessionIsAnOutageWhileTheStoreIsUnavailable() {
    UnreliableStore store = UnreliableStore.over(InMemoryTokenStore.of(clock));
    VirtualBackground background = new VirtualBackground();
    RevocationList list = RevocationList.shared(store, background, clock);
    SessionSource plain = SessionSource.of(limits(null, null), Optional.empty());
    SessionSource source = plain.revocable(SessionRevocation.of(list, clock));
    FakeRequest lost = FakeRequest.get("/").lostSession("s1");
    list.begin();
    source.requireAnonymous(lost);

    store.fail(true);
    background.pass(Duration.ofSeconds(2));
    assertThat(source.find(lost).isNone()).isTrue();
    assertThatThrownBy(() -> source.requireAnonymous(lost))
        .isInstanceOf(CredentialOutageException.class);
    // No outage without a session id, with a session that was found, or without a store.
    source.requireAnonymous(FakeRequest.get("/"));
    source.requireAnonymous(FakeRequest.get("/").session(new FakeSession()));
    plain.requireAnonymous(lost);

    // Also just afterwards: the container may have read the session during the outage.
    store.fail(false);
    background.pass(Duration.ofSeconds(4));
    assertThatThrownBy(() -> source.requireAnonymous(lost))
        .isInstanceOf(CredentialOutageException.class);
    background.pass(Duration.ofSeconds(1));
    source.requireAnonymous(lost);
    // Also at the beginning of the outage, while the list still counts as current.
    store.fail(true);
    background.sleep(Duration.ofMillis(1));
    list.isRevoked(() -> RevocationQuery.byIds(List.of()));
    assertThatThrownBy(() -> source.requireAnonymous(lost))
        .isInstanceOf(CredentialOutageException.class);
  }

  @Test
  void removingTheCallerKeepsTheSession() {
    SessionLogin login = SessionLogin.of(limits(null, null), adopting("login", null));
    FakeSession session =
        AdoptedLogin.session("x", "x")
            .with("basket", "apples")
            .with(SessionAttributes.CALLER, "a")
            .with(SessionAttributes.SINCE, 1L)
            .with(SessionAttributes.ID, "i")
            .with(SessionAttributes.REGISTERED, "r")
            .with(SessionAttributes.COUNTED, "c");
    FakeRequest request = FakeRequest.get("/").session(session);
    login.logout().removeCaller(request);
    // Any other attribute would give data of this caller to the next one.
    assertThat(session.attributes()).containsOnlyKeys("basket", SessionAttributes.LEFT);
    assertThat(session.attributes()).containsEntry(SessionAttributes.LEFT, "x");
    login.logout().endSession(request);
    assertThat(session.isInvalid()).isTrue();
    login.logout().endSession(request);
    login.logout().removeCaller(FakeRequest.get("/"));
  }

  private int logins;

  @Test
  void sessionIdChangesAtTheApplicationsLogin() {
    AdoptedAttribute adopted = adopting("login", "roles").orElseThrow();
    SessionWatch watch = SessionWatch.of(adopted, limits(null, null), true);
    FakeRequest request = FakeRequest.get("/").session(new FakeSession());
    HttpSession session = watch.watch(request, request.getSession(), () -> logins++);

    session.setAttribute("basket", "apples");
    session.setAttribute("user", null);
    assertThat(request.idChanges()).isZero();
    session.setAttribute("user", new User("ann", List.of()));
    assertThat(request.idChanges()).isEqualTo(1);
    session.setAttribute("user", new User("ann", List.of("more")));
    assertThat(request.idChanges()).isEqualTo(1);
    session.setAttribute("user", new User("ben", List.of()));
    assertThat(request.idChanges()).isEqualTo(2);
    session.setAttribute("user", new User(" ", List.of()));
    assertThat(request.idChanges()).isEqualTo(2);
    assertThat(watch.watch(request, session, () -> logins++)).isSameAs(session);
    assertThat(logins).isEqualTo(2);
    assertThat(request.fakeSession().attributes()).containsKey(SessionAttributes.SINCE);
  }

  @Test
  void loginIsObservedIfTheIdMustNotChange() {
    SessionWatch watch =
        SessionWatch.of(adopting("login", "roles").orElseThrow(), limits(null, null), false);
    FakeRequest request = FakeRequest.get("/").session(new FakeSession());
    HttpSession session = watch.watch(request, request.getSession(), () -> logins++);
    session.setAttribute("user", new User("ann", List.of()));
    assertThat(request.idChanges()).isZero();
    assertThat(logins).isEqualTo(1);
  }

  @Test
  void applicationReceivesTheContainersException() {
    SessionWatch watch =
        SessionWatch.of(adopting(null, null).orElseThrow(), limits(null, null), true);
    FakeRequest request = FakeRequest.get("/").session(new FakeSession());
    HttpSession session = watch.watch(request, request.getSession(), () -> logins++);
    session.invalidate();
    assertThatThrownBy(() -> session.getAttribute("x")).isInstanceOf(IllegalStateException.class);
  }
}
