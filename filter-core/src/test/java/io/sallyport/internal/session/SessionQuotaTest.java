package io.sallyport.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.UnreliableStore;
import io.sallyport.fixture.VirtualBackground;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.RoleNames;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeSession;
import io.sallyport.test.MovableClock;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which sessions are counted, and which one a login ends. */
class SessionQuotaTest {

  private static final AuthPrincipal ANN = AuthPrincipal.of("ann", List.of(), AuthSource.SESSION);

  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
  private final UnreliableStore store = UnreliableStore.over(InMemoryTokenStore.of(clock));
  private final RevocationList list =
      RevocationList.ownStore(store, new VirtualBackground(), clock);
  private final SessionLimits limits = SessionLimits.of(Optional.empty(), Optional.empty(), clock);
  private final Optional<AdoptedAttribute> adopted =
      Optional.of(
          AdoptedAttribute.of("user", Optional.empty(), Optional.empty(), RoleNames.unchanged()));
  private final SessionQuota quota =
      SessionQuota.of(store, list, QuotaLimits.of(2, Duration.ofDays(1)), clock);
  private final SessionLogin login = SessionLogin.of(limits, adopted).within(quota);
  private final SessionWatch watch = SessionWatch.of(adopted.get(), limits, true).within(quota);
  private final SessionSource source =
      SessionSource.of(limits, adopted).revocable(SessionRevocation.of(list, clock));

  private final ServletContext application = new FakeContext().servletContext();

  @BeforeEach
  void install() {
    quota.install(application);
  }

  private FakeRequest anonymous() {
    return FakeRequest.get("/").context(application);
  }

  private FakeRequest loggedIn() {
    FakeRequest request = anonymous();
    login.establish(request, ANN);
    return request;
  }

  private boolean isIn(FakeRequest request) {
    return source.find(request).isAccepted();
  }

  private void adopt(FakeRequest request, String name) {
    watch.watch(request, request.getSession(true), () -> {}).setAttribute("user", name);
  }

  @Test
  void repeatedLoginInABrowserIsOneSession() {
    FakeRequest laptop = loggedIn();
    FakeRequest phone = loggedIn();
    login.establish(phone, ANN);
    login.establish(phone, ANN);
    assertThat(isIn(phone)).isTrue();
    assertThat(isIn(laptop)).isTrue();
  }

  @Test
  void sessionIsNotCountedAfterLogout() {
    FakeRequest laptop = loggedIn();
    FakeRequest phone = loggedIn();
    login.logout().removeCaller(phone);
    login.establish(phone, ANN);
    assertThat(isIn(phone)).isTrue();
    assertThat(isIn(laptop)).isTrue();
  }

  @Test
  void endedAdoptedSessionIsNotCounted() {
    FakeRequest laptop = anonymous();
    adopt(laptop, "ann");
    FakeRequest phone = anonymous();
    adopt(phone, "ann");
    login.logout().endSession(phone);
    FakeRequest another = anonymous();
    adopt(another, "ann");
    assertThat(isIn(another)).isTrue();
    assertThat(isIn(laptop)).isTrue();
  }

  @Test
  void sessionIsNotCountedAfterTheApplicationsOwnLogout() {
    FakeRequest laptop = anonymous();
    adopt(laptop, "ann");
    FakeRequest phone = anonymous();
    adopt(phone, "ann");
    watch.watch(phone, phone.getSession(false), () -> {}).removeAttribute("user");
    adopt(phone, "ann");
    watch.watch(phone, phone.getSession(false), () -> {}).invalidate();
    FakeRequest another = anonymous();
    adopt(another, "ann");
    assertThat(isIn(another)).isTrue();
    assertThat(isIn(laptop)).isTrue();
  }

  // Otherwise ended sessions would log out a user who uses one session all day.
  @Test
  void expiredSessionIsNotCounted() {
    FakeRequest laptop = loggedIn();
    for (int i = 0; i < 3; i++) {
      FakeRequest phone = loggedIn();
      phone.fakeSession().expire();
    }
    FakeRequest phone = loggedIn();
    assertThat(isIn(phone)).isTrue();
    assertThat(isIn(laptop)).isTrue();
  }

  @Test
  void replicatedSessionThatExpiresIsNotCounted() throws Exception {
    FakeRequest laptop = loggedIn();
    FakeRequest phone = loggedIn();
    FakeSession brought = new FakeSession().in(application);
    for (Map.Entry<String, Object> kept : phone.fakeSession().attributes().entrySet()) {
      brought.with(kept.getKey(), copy(kept.getValue()));
    }
    brought.expire();
    FakeRequest another = loggedIn();
    assertThat(isIn(another)).isTrue();
    assertThat(isIn(laptop)).isTrue();
  }

  private static Object copy(Object value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  @Test
  void sessionIsCountedForItsCurrentUser() {
    FakeRequest laptop = anonymous();
    adopt(laptop, "ann");
    FakeRequest phone = anonymous();
    adopt(phone, "ann");
    adopt(phone, "bob");
    adopt(phone, "ann");
    assertThat(isIn(phone)).isTrue();
    assertThat(isIn(laptop)).isTrue();
  }

  @Test
  void logoutSucceedsDuringAnOutage() {
    FakeRequest phone = loggedIn();
    store.fail(true);
    login.logout().removeCaller(phone);
    assertThat(isIn(phone)).isFalse();
  }

  // A Redis without persistence. The maximum holds for logins from then on.
  @Test
  void sessionsThatTheStoreLostStayValid() {
    FakeRequest laptop = loggedIn();
    FakeRequest phone = loggedIn();
    store.replaceBy(InMemoryTokenStore.of(clock));
    FakeRequest third = loggedIn();
    FakeRequest fourth = loggedIn();
    assertThat(List.of(laptop, phone, third, fourth)).allMatch(this::isIn);
    FakeRequest fifth = loggedIn();
    assertThat(isIn(third)).isFalse();
    assertThat(List.of(laptop, phone, fourth, fifth)).allMatch(this::isIn);
    // A new login in a lost session is counted again.
    login.establish(phone, ANN);
    assertThat(isIn(fourth)).isFalse();
    assertThat(List.of(laptop, phone, fifth)).allMatch(this::isIn);
  }

  @Test
  void sessionsThatTheStoreLostCanBeRevoked() {
    FakeRequest laptop = loggedIn();
    store.replaceBy(InMemoryTokenStore.of(clock));
    list.revoke(
        io.sallyport.internal.revocation.RevocationKey.person("ann"),
        clock.instant(),
        clock.instant().plusSeconds(60));
    assertThat(isIn(laptop)).isFalse();
  }

  // Otherwise the session would stay valid and never be counted again.
  @Test
  void nextLoginEndsSessionsThatAnOutageKept() {
    FakeRequest first = loggedIn();
    FakeRequest second = loggedIn();
    store.failToRevoke(true);
    assertThatThrownBy(this::loggedIn).isInstanceOf(StoreUnavailableException.class);
    store.failToRevoke(false);
    FakeRequest third = loggedIn();
    FakeRequest fourth = loggedIn();
    assertThat(isIn(third)).isTrue();
    assertThat(isIn(fourth)).isTrue();
    assertThat(isIn(first)).isFalse();
    assertThat(isIn(second)).isFalse();
  }

  @Test
  void rejectedLoginHasNoSession() {
    FakeSession session = new FakeSession();
    FakeRequest request = FakeRequest.get("/").session(session);
    store.fail(true);
    assertThatThrownBy(() -> login.establish(request, ANN))
        .isInstanceOf(StoreUnavailableException.class);
    store.fail(false);
    assertThat(isIn(request)).isFalse();
  }
}
