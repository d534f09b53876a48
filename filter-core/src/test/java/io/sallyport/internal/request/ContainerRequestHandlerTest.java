package io.sallyport.internal.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.AuthenticationFilter;
import io.sallyport.fixture.AdoptedLogin;
import io.sallyport.fixture.User;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.container.ContainerLogin;
import io.sallyport.internal.startup.Assembly;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.GroupPrincipalCallback;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.junit.jupiter.api.Test;

/** Callers that are registered and answers that are written when the container calls us. */
class ContainerRequestHandlerTest {

  private static final long NOW = System.currentTimeMillis() / 1000;
  private static final String REGISTER = "jakarta.servlet.http.registerSession";

  private final Map<String, Object> properties = new HashMap<>();
  private final List<String> registered = new ArrayList<>();
  private final FakeResponse response = new FakeResponse();
  private CallbackHandler handler = this::record;
  private boolean remembered = true;
  private final Map<List<String>, Assembly> assemblies = new HashMap<>();

  private void record(Callback[] callbacks) {
    for (Callback callback : callbacks) {
      if (callback instanceof CallerPrincipalCallback) {
        registered.add(((CallerPrincipalCallback) callback).getPrincipal().getName());
      } else {
        registered.addAll(List.of(((GroupPrincipalCallback) callback).getGroups()));
      }
    }
  }

  private Assembly assembly(String... parameters) throws ServletException {
    Assembly known = assemblies.get(List.of(parameters));
    if (known != null) {
      return known;
    }
    FakeContext context =
        new FakeContext()
            .contextParameter("auth.integration", "container")
            .contextParameter("auth.mode", "both")
            .contextParameter("auth.jwt.secretkey", "${sys:no.such:" + Tokens.SECRET + "}")
            .contextParameter("auth.session.principal-attribute", "user")
            .contextParameter("auth.session.principal-property", "login")
            .contextParameter("auth.session.roles-property", "roles");
    for (int i = 0; i < parameters.length; i += 2) {
      context.contextParameter(parameters[i], parameters[i + 1]);
    }
    Assembly assembly = Assembly.of(context.servletContext(), Integration.CONTAINER);
    assemblies.put(List.of(parameters), assembly);
    return assembly;
  }

  private ContainerOutcome open(FakeRequest request, String... parameters) throws Exception {
    return new ContainerRequestHandler(
            assembly(parameters).parts(),
            request,
            response,
            new CallerRegistration(
                ContainerLogin.of(handler, new Subject(), properties), remembered))
        .handle();
  }

  private void requireCaller() {
    properties.put("jakarta.security.auth.message.MessagePolicy.isMandatory", "true");
  }

  private static FakeRequest byToken(FakeRequest request) {
    return request.header("Authorization", "Bearer " + Tokens.good("ann", NOW, "boss"));
  }

  private static FakeRequest bySession() {
    User ann = new User("ann", List.of("boss"));
    return FakeRequest.get("/a").session(AdoptedLogin.session("ann", ann));
  }

  @Test
  void anonymousRequestContinuesWithoutConstraint() throws Exception {
    assertThat(open(FakeRequest.get("/a"))).isEqualTo(ContainerOutcome.ANONYMOUS);
    assertThat(registered).isEmpty();
    assertThat(properties).isEmpty();
  }

  @Test
  void anonymousRequestIsChallengedUnderConstraint() throws Exception {
    requireCaller();
    assertThat(open(FakeRequest.get("/a"))).isEqualTo(ContainerOutcome.REJECTED);
    assertThat(response.getStatus()).isEqualTo(401);
    assertThat(response.getHeader("WWW-Authenticate")).isEqualTo("Bearer realm=\"sallyport\"");
  }

  @Test
  void reportModeRejectsAnonymousUnderConstraint() throws Exception {
    assertThat(open(FakeRequest.get("/a"), "auth.enforce", "report", "auth.rules", "/a boss"))
        .isEqualTo(ContainerOutcome.ANONYMOUS);
    requireCaller();
    assertThat(open(FakeRequest.get("/a"), "auth.enforce", "report"))
        .isEqualTo(ContainerOutcome.REJECTED);
  }

  @Test
  void exclusionDoesNotOverrideConstraint() throws Exception {
    String[] excluded = {"auth.path-exclusions", "/a"};
    FakeRequest bad = FakeRequest.get("/a").header("Authorization", "Bearer wrong");
    assertThat(open(bad, excluded)).isEqualTo(ContainerOutcome.ANONYMOUS);
    requireCaller();
    assertThat(open(bad, excluded)).isEqualTo(ContainerOutcome.REJECTED);
    assertThat(open(FakeRequest.get("/a"), excluded)).isEqualTo(ContainerOutcome.REJECTED);
  }

  @Test
  void tokenCallerIsRegisteredEachTimeWithoutSession() throws Exception {
    assertThat(open(byToken(FakeRequest.get("/a")))).isEqualTo(ContainerOutcome.AUTHENTICATED);
    assertThat(registered).containsExactly("ann", "boss");
    assertThat(properties)
        .containsEntry(REGISTER, "false")
        .containsEntry("jakarta.servlet.http.authType", "BEARER");
  }

  @Test
  void invalidTokenIsRejectedWithoutConstraint() throws Exception {
    FakeRequest request = bySession().header("Authorization", "Bearer wrong");
    assertThat(open(request)).isEqualTo(ContainerOutcome.REJECTED);
    assertThat(response.getStatus()).isEqualTo(401);
    assertThat(registered).isEmpty();
  }

  @Test
  void sessionCallerIsRegisteredOnceAndThenConfirmed() throws Exception {
    FakeRequest request = bySession();
    assertThat(open(request)).isEqualTo(ContainerOutcome.AUTHENTICATED);
    assertThat(registered).containsExactly("ann", "boss");
    assertThat(properties).containsEntry(REGISTER, "true");

    registered.clear();
    properties.clear();
    request.containerPrincipal(ann("boss"));
    assertThat(open(request)).isEqualTo(ContainerOutcome.AUTHENTICATED);
    assertThat(registered).containsExactly("ann");
    assertThat(properties).isEmpty();
  }

  private static AuthPrincipal ann(String... roles) {
    return AuthPrincipal.of("ann", List.of(roles), AuthSource.APPLICATION);
  }

  @Test
  void foreignPrincipalOfSameNameIsReplaced() throws Exception {
    FakeRequest request = bySession();
    open(request);
    for (Principal other : List.of(ann("clerk"), (Principal) () -> "ann")) {
      registered.clear();
      request.containerPrincipal(other);
      open(request);
      assertThat(registered).containsExactly("ann", "boss");
    }
  }

  @Test
  void publicLoginPageThatRequiresCallerIsRejected() throws Exception {
    String[] page = {"auth.login.page", "/login.html?from=here"};
    FakeRequest request = FakeRequest.get("/login.html").header("Accept", "text/html");
    assertThat(open(request, page)).isEqualTo(ContainerOutcome.ANONYMOUS);
    requireCaller();
    assertThat(open(request, page)).isEqualTo(ContainerOutcome.REJECTED);
    assertThat(request.forwardedTo()).isNull();
    assertThat(response.getHeader("Location")).isNull();
  }

  @Test
  void openLibertyGetsSessionCallerEachTimeWithoutSession() throws Exception {
    remembered = false;
    FakeRequest request = bySession();
    open(request);
    request.withoutAttributes();
    request.containerPrincipal(ann("boss"));
    open(request);
    assertThat(registered).containsExactly("ann", "boss", "ann", "boss");
    assertThat(properties).containsEntry(REGISTER, "false");
  }

  @Test
  void changedRolesOrNameAreRegisteredAgain() throws Exception {
    FakeRequest request = bySession();
    open(request);
    request.containerPrincipal(ann("boss"));
    registered.clear();
    request.getSession().setAttribute("user", new User("ann", List.of("clerk")));
    request.withoutAttributes();
    open(request);
    assertThat(registered).containsExactly("ann", "clerk");

    registered.clear();
    AdoptedLogin.in(request.fakeSession(), "ben", new User("ben", List.of()));
    request.withoutAttributes();
    open(request);
    assertThat(registered).containsExactly("ben");
  }

  @Test
  void rememberedCallerWithoutSessionIsAnonymous() throws Exception {
    assertThat(open(FakeRequest.get("/a").containerCaller("ann", "FORM")))
        .isEqualTo(ContainerOutcome.ANONYMOUS);
    assertThat(registered).isEmpty();
  }

  @Test
  void tokenReplacesRolesOfRememberedCaller() throws Exception {
    open(byToken(bySession()).containerCaller("ann", "FORM"));
    assertThat(registered).containsExactly("ann", "boss");
    assertThat(properties).containsEntry(REGISTER, "false");
  }

  @Test
  void accessRulesApplyAfterConstraints() throws Exception {
    String[] rules = {"auth.rules", "/a clerk\n/* permit"};
    assertThat(open(byToken(FakeRequest.get("/a")), rules)).isEqualTo(ContainerOutcome.REJECTED);
    assertThat(response.getStatus()).isEqualTo(403);
    assertThat(open(byToken(FakeRequest.get("/b")), rules))
        .isEqualTo(ContainerOutcome.AUTHENTICATED);
  }

  @Test
  void answerUnderConstraintIsNotCached() throws Exception {
    open(byToken(FakeRequest.get("/a")));
    assertThat(response.getHeader("Cache-Control")).isNull();
    requireCaller();
    open(byToken(FakeRequest.get("/a")));
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void callerRejectedByServerIsAFailure() {
    handler =
        callbacks -> {
          throw new UnsupportedCallbackException(callbacks[0]);
        };
    assertThatThrownBy(() -> open(byToken(FakeRequest.get("/a"))))
        .isInstanceOf(IOException.class)
        .hasMessage("the server knows no CallerPrincipalCallback");
  }

  @Test
  void secondCallOfSameRequestHasSameResult() throws Exception {
    FakeRequest request = byToken(FakeRequest.get("/a"));
    open(request);
    registered.clear();
    request
        .containerPrincipal(
            ((CallerIdentity) request.getAttribute(AuthenticationFilter.CALLER_ATTRIBUTE))
                .principal())
        .dispatcher(DispatcherType.ASYNC);
    assertThat(open(request)).isEqualTo(ContainerOutcome.AUTHENTICATED);
    assertThat(registered).containsExactly("ann");
  }

  @Test
  void loginPageThatRequiresCallerDoesNotLoop() throws Exception {
    String[] page = {"auth.login.page", "/login.html", "auth.login.path", "/login"};
    requireCaller();
    FakeRequest request = FakeRequest.get("/login.html").header("Accept", "text/html");
    assertThat(open(request, page)).isEqualTo(ContainerOutcome.ANSWERED);
    assertThat(request.forwardedTo()).isEqualTo("/login.html");
    // The page calls authenticate(), and the container calls us again.
    assertThat(open(request, page)).isEqualTo(ContainerOutcome.REJECTED);
    assertThat(response.getStatus()).isEqualTo(401);
    assertThat(response.getHeader("Location")).isNull();
  }

  @Test
  void callerOfAnotherApplicationIsReplaced() throws Exception {
    FakeRequest request = bySession();
    open(request);
    registered.clear();
    request.withoutAttributes();
    // A server with single sign-on shows the same name with the other application's roles.
    request.containerPrincipal(AuthPrincipal.of("ann", List.of("admin"), AuthSource.SESSION));
    open(request);
    assertThat(registered).containsExactly("ann", "boss");
  }

  @Test
  void failedRequestIsNotMarkedHandled() throws Exception {
    FakeRequest request = byToken(FakeRequest.get("/a"));
    handler =
        callbacks -> {
          throw new UnsupportedCallbackException(callbacks[0]);
        };
    assertThatThrownBy(() -> open(request)).isInstanceOf(IOException.class);
    assertThat(assembly().parts().marks().handled().isKept(request)).isFalse();
  }

  @Test
  void foreignAttributesAreIgnored() throws Exception {
    CallerIdentity ben = CallerIdentity.ofSession(ann("clerk"));
    FakeRequest request = FakeRequest.get("/a");
    for (String name : List.of("caller", "login-seen", "handled", "answered")) {
      request.setAttribute("io.sallyport." + name, ben);
    }
    assertThat(open(request)).isEqualTo(ContainerOutcome.ANONYMOUS);
    assertThat(registered).isEmpty();
    requireCaller();
    assertThat(open(request.withoutAttributes())).isEqualTo(ContainerOutcome.REJECTED);
  }

  @Test
  void decisionOfAnotherApplicationIsIgnored() throws Exception {
    FakeRequest request = bySession();
    open(request);
    registered.clear();
    // The same attributes in another application.
    request.fakeSession().attributes().clear();
    assertThat(open(request, "auth.realm", "beside")).isEqualTo(ContainerOutcome.ANONYMOUS);
    assertThat(registered).isEmpty();
  }
}
