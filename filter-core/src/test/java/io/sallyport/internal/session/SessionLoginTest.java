package io.sallyport.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeSession;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which user a session belongs to after a login. */
class SessionLoginTest {

  private static final AuthPrincipal ANN =
      AuthPrincipal.of("ann", List.of("a"), AuthSource.SESSION);

  private final SessionLimits limits =
      SessionLimits.of(Optional.empty(), Optional.empty(), Clock.systemUTC());
  private final SessionLogin login = SessionLogin.of(limits, Optional.empty());

  @Test
  void loginReplacesTheContainersCallerAndSession() {
    FakeSession bobs = new FakeSession().with("basket", "pears");
    FakeRequest request = FakeRequest.get("/").containerCaller("bob", "FORM").session(bobs);
    login.establish(request, ANN);
    assertThat(bobs.isInvalid()).isTrue();
    AuthResult found = SessionSource.of(limits, Optional.empty()).find(request);
    assertThat(found.requireIdentity().principal().getName()).isEqualTo("ann");
    assertThat(request.fakeSession().attributes()).doesNotContainKey("basket");
  }

  @Test
  void repeatedLoginOfTheContainersCallerKeepsTheSession() {
    FakeSession anns = new FakeSession().with("basket", "pears");
    FakeRequest request = FakeRequest.get("/").containerCaller("ann", "FORM").session(anns);
    login.establish(request, ANN);
    assertThat(anns.attributes()).containsEntry("basket", "pears");
  }

  @Test
  void callerReportedToTheContainerIsNotLoggedOutThere() {
    FakeRequest request = FakeRequest.get("/").containerCaller("bob", "sallyport");
    login.withoutContainer().establish(request, ANN);
    assertThat(request.getUserPrincipal()).isNotNull();
  }

  @Test
  void containerSessionGetsOneId() {
    FakeRequest request =
        FakeRequest.get("/").containerCaller("ann", "FORM").session(new FakeSession());
    assertThat(LoginRecord.findId(request)).isEmpty();
    Optional<String> name = LoginRecord.findOrCreateId(request);
    assertThat(name).isPresent();
    assertThat(LoginRecord.findOrCreateId(request)).isEqualTo(name);
    assertThat(LoginRecord.findId(request)).isEqualTo(name);
    assertThat(LoginRecord.findOrCreateId(FakeRequest.get("/"))).isEmpty();
  }

  @Test
  void concurrentLoginsDoNotShareASession() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 200; i++) {
        FakeSession session = new FakeSession();
        CyclicBarrier start = new CyclicBarrier(2);
        Future<FakeSession> ann = threads.submit(() -> logIn("ann", session, start));
        Future<FakeSession> ben = threads.submit(() -> logIn("ben", session, start));
        assertThat(ann.get(10, TimeUnit.SECONDS)).isNotSameAs(ben.get(10, TimeUnit.SECONDS));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private FakeSession logIn(String name, FakeSession session, CyclicBarrier start)
      throws Exception {
    FakeRequest request = FakeRequest.get("/").session(session);
    start.await(10, TimeUnit.SECONDS);
    login.establish(request, AuthPrincipal.of(name, List.of(), AuthSource.SESSION));
    return request.fakeSession();
  }
}
