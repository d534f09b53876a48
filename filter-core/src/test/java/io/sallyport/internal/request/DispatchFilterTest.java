package io.sallyport.internal.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.AuthenticationFilter;
import io.sallyport.fixture.User;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.startup.Assembly;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.FakeSession;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Dispatches and logins that the container does not pass to our integration. */
class DispatchFilterTest {

  private final List<Object> registered = new ArrayList<>();
  private RequestParts parts;

  DispatchFilterTest() throws ServletException {
    filter();
  }

  private DispatchFilter filter(String... parameters) throws ServletException {
    return filter(new FakeContext(), parameters);
  }

  private DispatchFilter filterOn(String server) throws ServletException {
    return filter(new FakeContext().serverInfo(server));
  }

  private DispatchFilter filter(FakeContext plain, String... parameters) throws ServletException {
    FakeContext context =
        plain
            .contextParameter("auth.integration", "container")
            .contextParameter("auth.mode", "session")
            .contextParameter("auth.session.principal-attribute", "user")
            .contextParameter("auth.session.principal-property", "login")
            .contextParameter("auth.session.roles-property", "roles");
    for (int i = 0; i < parameters.length; i += 2) {
      context.contextParameter(parameters[i], parameters[i + 1]);
    }
    parts = Assembly.of(context.servletContext(), Integration.CONTAINER).parts();
    DispatchFilter filter = new DispatchFilter(parts, Integration.CONTAINER);
    filter.init(context.filterConfig());
    return filter;
  }

  // Marked by the latest filter.
  private FakeRequest handled() {
    FakeRequest request = FakeRequest.get("/login").session(new FakeSession());
    parts.marks().handled().keep(request, true);
    return request.authenticator(answer -> registered.add(parts.marks().loginSeen().find(request)));
  }

  private static FilterChain loggingIn(Object user) {
    return (in, out) -> ((HttpServletRequest) in).getSession().setAttribute("user", user);
  }

  @Test
  void applicationLoginIsRegisteredWithAndWithoutNewSessionId() throws Exception {
    for (String changed : List.of("true", "false")) {
      DispatchFilter filter = filter("auth.session.change-session-id", changed);
      FakeRequest request = handled();
      filter.doFilter(request, new FakeResponse(), loggingIn(new User("ann", List.of("boss"))));
      assertThat(request.idChanges()).isEqualTo(changed.equals("true") ? 1 : 0);
      assertThat(parts.marks().loginSeen().isKept(request)).isFalse();
    }
    assertThat(registered).hasSize(2).allMatch(caller -> caller.toString().equals("ann"));
  }

  @Test
  void userWithoutNameIsNotRegistered() throws Exception {
    filter().doFilter(handled(), new FakeResponse(), loggingIn(new User(" ", List.of())));
    assertThat(registered).isEmpty();
  }

  @Test
  void failedRegistrationDoesNotReachApplication() throws Exception {
    for (Exception failure :
        List.of(new IOException("x"), new ServletException("x"), new IllegalStateException("x"))) {
      DispatchFilter filter = filter();
      FakeRequest request =
          handled()
              .authenticator(
                  answer -> {
                    if (failure instanceof RuntimeException) {
                      throw (RuntimeException) failure;
                    }
                    throw new ServletException(failure);
                  });
      filter.doFilter(request, new FakeResponse(), loggingIn(new User("ann", List.of())));
      assertThat(request.fakeSession().attributes()).containsKey("user");
      assertThat(parts.marks().loginSeen().isKept(request)).isFalse();
    }
  }

  @Test
  void applicationExceptionPassesUnchanged() {
    assertThatThrownBy(
            () ->
                filter()
                    .doFilter(
                        handled(),
                        new FakeResponse(),
                        (in, out) -> {
                          throw new IllegalStateException("the application's own");
                        }))
        .hasMessage("the application's own");
  }

  @Test
  void forwardHasRolesMappedByContainer() throws Exception {
    AuthPrincipal ann = AuthPrincipal.of("ann", List.of("group"), AuthSource.SESSION);
    DispatchFilter filter = filter();
    FakeRequest request =
        FakeRequest.get("/page").containerCaller(ann, "mapped").dispatcher(DispatcherType.FORWARD);
    parts.authorizer().decided().keep(request, CallerIdentity.ofSession(ann));
    AuthenticatedThread.enter(request);
    filter.doFilter(
        request,
        new FakeResponse(),
        (in, out) -> {
          HttpServletRequest seen = (HttpServletRequest) in;
          assertThat(seen.getUserPrincipal()).isEqualTo(ann);
          assertThat(seen.isUserInRole("group")).isTrue();
          assertThat(seen.isUserInRole("mapped")).isTrue();
          assertThat(seen.isUserInRole("other")).isFalse();
        });
    request.containerCaller("ann", "FORM", "mapped");
    filter.doFilter(
        request,
        new FakeResponse(),
        (in, out) -> assertThat(((HttpServletRequest) in).isUserInRole("mapped")).isFalse());
  }

  @Test
  void loginInForwardUsesContainer() throws Exception {
    FakeRequest request =
        FakeRequest.get("/page")
            .realm(Map.of("ann", "word"), "mapped")
            .session(new FakeSession())
            .dispatcher(DispatcherType.FORWARD);
    AuthenticatedThread.enter(request);
    filter()
        .doFilter(
            request,
            new FakeResponse(),
            (in, out) -> {
              HttpServletRequest seen = (HttpServletRequest) in;
              assertThatThrownBy(() -> seen.login("ann", "wrong"))
                  .isInstanceOf(ServletException.class);
              seen.login("ann", "word");
              assertThat(seen.getRemoteUser()).isEqualTo("ann");
              assertThat(seen.isUserInRole("mapped")).isTrue();
            });
    assertThat(request.getUserPrincipal().getName()).isEqualTo("ann");
    assertThat(request.fakeSession().attributes()).isEmpty();
  }

  private FakeRequest ofAnn() {
    AuthPrincipal ann = AuthPrincipal.of("ann", List.of("group"), AuthSource.SESSION);
    FakeRequest request = FakeRequest.get("/page").containerCaller(ann, "of-a-stranger");
    parts.authorizer().decided().keep(request, CallerIdentity.ofSession(ann));
    return request;
  }

  @Test
  void asyncDispatchIgnoresRolesOfItsThread() throws Exception {
    DispatchFilter filter = filter();
    FakeRequest request = ofAnn().dispatcher(DispatcherType.ASYNC);
    filter.doFilter(
        request,
        new FakeResponse(),
        (in, out) -> {
          HttpServletRequest seen = (HttpServletRequest) in;
          assertThat(seen.getUserPrincipal().getName()).isEqualTo("ann");
          assertThat(seen.isUserInRole("group")).isTrue();
          assertThat(seen.isUserInRole("of-a-stranger")).isFalse();
        });
  }

  @Test
  void forwardOnOtherThreadIgnoresRolesOfThatThread() throws Exception {
    DispatchFilter filter = filter();
    FakeRequest request = ofAnn();
    parts.marks().handled().keep(request, true);
    filter.doFilter(
        request,
        new FakeResponse(),
        (in, out) -> {
          request.dispatcher(DispatcherType.FORWARD);
          assertThat(forwarded(filter, request)).isEqualTo("[group, of-a-stranger]");
          assertThat(CompletableFuture.supplyAsync(() -> forwarded(filter, request)).join())
              .isEqualTo("[group]");
        });
    // The thread has returned to its pool.
    assertThat(forwarded(filter, request)).isEqualTo("[group]");
  }

  private static String forwarded(DispatchFilter filter, FakeRequest request) {
    List<String> roles = new ArrayList<>();
    try {
      filter.doFilter(
          request,
          new FakeResponse(),
          (in, out) ->
              List.of("group", "of-a-stranger").stream()
                  .filter(((HttpServletRequest) in)::isUserInRole)
                  .forEach(roles::add));
    } catch (IOException | ServletException e) {
      throw new IllegalStateException(e);
    }
    return roles.toString();
  }

  @Test
  void applicationThreadHasCallerRolesOnPayara() throws Exception {
    DispatchFilter filter = filterOn("Payara Server 6");
    FakeRequest request = ofAnn();
    parts.marks().handled().keep(request, true);
    FilterChain chain =
        (in, out) -> {
          HttpServletRequest seen = (HttpServletRequest) in;
          assertThat(seen.isUserInRole("of-a-stranger")).isTrue();
          CompletableFuture.runAsync(
                  () -> {
                    assertThat(seen.isUserInRole("group")).isTrue();
                    assertThat(seen.isUserInRole("of-a-stranger")).isFalse();
                  })
              .join();
        };
    filter.doFilter(request, new FakeResponse(), chain);
    parts.authorizer().decided().keep(request, RequestAttributes.LOGGED_OUT);
    filter.doFilter(
        request,
        new FakeResponse(),
        (in, out) ->
            CompletableFuture.runAsync(
                    () -> assertThat(((HttpServletRequest) in).isUserInRole("group")).isFalse())
                .join());
  }

  private static FilterChain failing(Throwable cause) {
    return (in, out) -> {
      throw new ServletException(cause);
    };
  }

  @Test
  void outageInApplicationCallIs503() throws Exception {
    for (DispatcherType type : List.of(DispatcherType.REQUEST, DispatcherType.FORWARD)) {
      DispatchFilter filter = filter();
      FakeRequest request = handled().dispatcher(type);
      FakeResponse response = new FakeResponse();
      filter.doFilter(request, response, failing(new StoreUnavailableException("down")));
      assertThat(response.getStatus()).isEqualTo(503);
      assertThat(response.getHeader("Retry-After")).isEqualTo("5");
      assertThat(response.body()).isEqualTo("{\"error\":\"unavailable\"}");
      assertThat(request.getAttribute(AuthenticationFilter.REJECTION_ATTRIBUTE))
          .isEqualTo("UNAVAILABLE");
    }
  }

  @Test
  void outageInIncludeIsThrownToIncludingPage() {
    FakeRequest request = handled().dispatcher(DispatcherType.INCLUDE);
    assertThatThrownBy(
            () ->
                filter()
                    .doFilter(
                        request,
                        new FakeResponse(),
                        failing(new StoreUnavailableException("down"))))
        .hasRootCauseInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void foreignAttributesSkipNoDecision() throws Exception {
    DispatchFilter filter = filter("auth.rules", "/* boss");
    FakeRequest request = FakeRequest.get("/page");
    for (String name : List.of("handled", "callers-thread", "caller", "uncached")) {
      request.setAttribute("io.sallyport." + name, true);
    }
    FakeResponse response = new FakeResponse();
    filter.doFilter(request, response, (in, out) -> registered.add("served"));
    assertThat(registered).isEmpty();
    assertThat(response.getStatus()).isEqualTo(401);

    FakeRequest open = FakeRequest.get("/page");
    open.setAttribute("io.sallyport.answered", true);
    filter().doFilter(open, new FakeResponse(), (in, out) -> registered.add("served"));
    assertThat(registered).containsExactly("served");
  }
}
