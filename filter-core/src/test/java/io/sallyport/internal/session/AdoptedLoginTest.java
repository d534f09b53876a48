package io.sallyport.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.User;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.engine.RoleNames;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeSession;
import io.sallyport.test.MovableClock;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When an object of the application in the session is a login, and when it only has a name. */
class AdoptedLoginTest {

  /** A session bean to which frameworks bind request parameters. */
  public static final class Form implements Serializable {

    private static final long serialVersionUID = 1L;

    private String username = "";
    private boolean authenticated;

    public String getUsername() {
      return username;
    }

    public void setUsername(String name) {
      username = name;
    }

    public boolean isAuthenticated() {
      return authenticated;
    }

    private static Form of(String name) {
      Form form = new Form();
      form.username = name;
      return form;
    }
  }

  private static final AdoptedAttribute STRICT =
      AdoptedAttribute.of("user", Optional.of("username"), Optional.empty(), RoleNames.unchanged());

  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
  private final SessionLimits limits =
      SessionLimits.of(Optional.empty(), Optional.of(Duration.ofHours(8)), clock);
  private AdoptedAttribute adopted = STRICT;
  private FakeSession session = new FakeSession().createdAt(clock.millis());

  /** Another request with the same session. */
  private FakeRequest next() {
    return FakeRequest.get("/").session(session);
  }

  private HttpSession watchedBy(FakeRequest request) {
    return SessionWatch.of(adopted, limits, true)
        .watch(request, request.getSession(true), () -> {});
  }

  private void store(Object value) {
    watchedBy(next()).setAttribute("user", value);
  }

  private String caller() {
    AuthResult result = SessionSource.of(limits, Optional.of(adopted)).find(next());
    return result.isAccepted() ? result.requireIdentity().toString() : "-";
  }

  @Test
  void newObjectWithANameIsALogin() {
    store(Form.of("ann"));
    assertThat(caller()).isEqualTo("ann");
    store(Form.of("bob"));
    assertThat(caller()).isEqualTo("bob");
  }

  @Test
  void beanNamedLaterIsNoCaller() {
    Form bean = new Form();
    store(bean);
    assertThat(caller()).isEqualTo("-");
    bean.setUsername("ANNA");
    assertThat(caller()).isEqualTo("-");
    // Also when the framework stores it again at the end of the request.
    store(bean);
    assertThat(caller()).isEqualTo("-");
  }

  @Test
  void beanNamedInTheSameRequestIsNoCaller() {
    Form bean = new Form();
    HttpSession seen = watchedBy(next());
    seen.setAttribute("user", bean);
    bean.setUsername("ANNA");
    seen.setAttribute("user", bean);
    assertThat(caller()).isEqualTo("-");
  }

  @Test
  void removingAndStoringABeanIsNoLogin() {
    Form bean = new Form();
    store(bean);
    HttpSession seen = watchedBy(next());
    seen.removeAttribute("user");
    bean.setUsername("ANNA");
    seen.setAttribute("user", bean);
    assertThat(caller()).isEqualTo("-");
  }

  @Test
  void beanMovedToANewSessionIsNoLogin() {
    Form bean = new Form();
    store(bean);
    FakeRequest request = next();
    watchedBy(request).invalidate();
    bean.setUsername("ANNA");
    watchedBy(request).setAttribute("user", bean);
    session = request.fakeSession();
    assertThat(caller()).isEqualTo("-");
  }

  @Test
  void changedNameEndsTheSession() {
    Form bean = Form.of("bob");
    store(bean);
    assertThat(caller()).isEqualTo("bob");
    bean.setUsername("ANNA");
    assertThat(caller()).isEqualTo("-");
    assertThat(session.isInvalid()).isTrue();
  }

  @Test
  void changedNameStoredAgainEndsTheSession() {
    for (AdoptedAttribute each :
        List.of(
            STRICT,
            STRICT.allowingUnobservedLogin(),
            STRICT.authenticatedBy(Optional.of("authenticated")))) {
      adopted = each;
      for (boolean removed : new boolean[] {false, true}) {
        session = new FakeSession().createdAt(clock.millis());
        Form bean = Form.of("bob");
        bean.authenticated = true;
        store(bean);
        assertThat(caller()).isEqualTo("bob");
        HttpSession seen = watchedBy(next());
        bean.setUsername("ANNA");
        if (removed) {
          seen.removeAttribute("user");
        }
        seen.setAttribute("user", bean);
        assertThat(caller()).isEqualTo("-");
        assertThat(session.isInvalid()).isTrue();
      }
    }
  }

  @Test
  void replicatedOrRestoredSessionKeepsItsCaller() throws Exception {
    store(Form.of("ann"));
    session = copyOf(session);
    assertThat(caller()).isEqualTo("ann");
  }

  @Test
  void copyFromAnotherNodeIsNoLogin() throws Exception {
    Form bean = new Form();
    store(bean);
    session = copyOf(session);
    HttpSession seen = watchedBy(next());
    Form copy = (Form) seen.getAttribute("user");
    assertThat(copy).isNotSameAs(bean);
    copy.setUsername("ANNA");
    seen.setAttribute("user", copy);
    assertThat(caller()).isEqualTo("-");
  }

  @Test
  void copyMadeByTheServerIsNoLogin() throws Exception {
    store(new Form());
    FakeRequest request = next();
    Form first = (Form) watchedBy(request).getAttribute("user");
    session.with("user", copy(first));
    first.setUsername("ANNA");
    watchedBy(request).setAttribute("user", first);
    assertThat(caller()).isEqualTo("-");
  }

  @Test
  void objectStoredUnobservedIsNoCaller() {
    next().getSession().setAttribute("user", Form.of("ann"));
    assertThat(caller()).isEqualTo("-");
    assertThat(session.isInvalid()).isFalse();
    // A text is immutable, so it had its name when it was stored.
    adopted =
        AdoptedAttribute.of("user", Optional.empty(), Optional.empty(), RoleNames.unchanged());
    next().getSession().setAttribute("user", "ann");
    assertThat(caller()).isEqualTo("ann");
  }

  @Test
  void unobservedLoginIsAcceptedIfAllowed() {
    adopted = STRICT.allowingUnobservedLogin();
    Form bean = new Form();
    store(bean);
    bean.setUsername("ann");
    assertThat(caller()).isEqualTo("ann");
    bean.setUsername("bob");
    assertThat(caller()).isEqualTo("-");
    assertThat(session.isInvalid()).isTrue();
  }

  @Test
  void authenticatedPropertyIsRequiredOfEveryCaller() {
    adopted = STRICT.authenticatedBy(Optional.of("authenticated"));
    Form bean = Form.of("ann");
    store(bean);
    assertThat(caller()).isEqualTo("-");
    bean.setUsername("bob");
    bean.authenticated = true;
    assertThat(caller()).isEqualTo("bob");
    bean.authenticated = false;
    assertThat(caller()).isEqualTo("-");
    bean.setUsername("cid");
    bean.authenticated = true;
    assertThat(caller()).isEqualTo("cid");
    bean.setUsername("ANNA");
    assertThat(caller()).isEqualTo("-");
    assertThat(session.isInvalid()).isTrue();
  }

  @Test
  void logoutOfTheApplicationRemovesTheFixedName() {
    for (Object after : new Object[] {null, new Form()}) {
      store(Form.of("ann"));
      store(after);
      Form bean = new Form();
      next().getSession().setAttribute("user", bean);
      bean.setUsername("ann");
      assertThat(caller()).isEqualTo("-");
    }
    // Also an unobserved logout.
    store(Form.of("ann"));
    next().getSession().removeAttribute("user");
    assertThat(caller()).isEqualTo("-");
    next().getSession().setAttribute("user", Form.of("ann"));
    assertThat(caller()).isEqualTo("-");
  }

  @Test
  void storingTheSameUserAgainDoesNotProlongTheSession() {
    store(Form.of("ann"));
    clock.move(Duration.ofHours(7));
    store(Form.of("ann"));
    HttpSession seen = watchedBy(next());
    seen.removeAttribute("user");
    seen.setAttribute("user", Form.of("ann"));
    FakeRequest moving = next();
    Object user = watchedBy(moving).getAttribute("user");
    Object id = session.attributes().get(SessionAttributes.ID);
    watchedBy(moving).invalidate();
    watchedBy(moving).setAttribute("user", user);
    session = moving.fakeSession();
    assertThat(caller()).isEqualTo("ann");
    assertThat(session.attributes()).containsEntry(SessionAttributes.ID, id);
    clock.move(Duration.ofHours(1));
    assertThat(caller()).isEqualTo("-");
  }

  @Test
  void unreadableObjectKeepsItsName() {
    boolean[] broken = {false};
    adopted =
        AdoptedAttribute.of("user", Optional.of("login"), Optional.empty(), RoleNames.unchanged());
    Object user =
        new Object() {
          @SuppressWarnings("unused")
          public String getLogin() {
            if (broken[0]) {
              throw new IllegalStateException("the database is unavailable");
            }
            return "ann";
          }
        };
    store(user);
    broken[0] = true;
    assertThat(caller()).isEqualTo("-");
    broken[0] = false;
    assertThat(caller()).isEqualTo("ann");
  }

  @Test
  void sessionAttributesAreSmallAndSerializable() {
    adopted =
        AdoptedAttribute.of("user", Optional.of("login"), Optional.empty(), RoleNames.unchanged());
    store(new User("ann", List.of()));
    assertThat(session.isSerializable()).isTrue();
    assertThat(session.attributes())
        .containsOnlyKeys(
            "user", SessionAttributes.ADOPTED, SessionAttributes.SINCE, SessionAttributes.ID);
  }

  private FakeSession copyOf(FakeSession from) throws Exception {
    FakeSession made = new FakeSession().createdAt(clock.millis());
    for (Map.Entry<String, Object> kept : from.attributes().entrySet()) {
      made.with(kept.getKey(), copy(kept.getValue()));
    }
    return made;
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
}
