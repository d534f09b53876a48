package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.FakeAuthConfigFactory;
import io.sallyport.internal.request.UnavailableFilter;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Start of the integrations that the container calls, and the deployments that are rejected. */
class ContainerInitializerTest {

  private static FakeContext context(String integration) {
    return new FakeContext()
        .contextParameter("auth.integration", integration)
        .contextParameter("auth.mode", "jwt")
        .contextParameter("auth.jwt.secretkey", "${sys:no.such:" + Tokens.SECRET + "}");
  }

  private static void start(FakeContext context) throws ServletException {
    new ContainerInitializer().onStartup(null, context.servletContext());
  }

  @Test
  void nothingHappensWithoutParameterOrForFilter() throws Exception {
    FakeContext silent = new FakeContext();
    start(silent);
    FakeContext filter = context("filter");
    start(filter);
    assertThat(silent.attributes()).isEmpty();
    assertThat(filter.attributes()).isEmpty();
  }

  @Test
  void unknownIntegrationStopsDeployment() {
    assertThatThrownBy(() -> start(context("mechansim")))
        .isInstanceOf(ServletException.class)
        .hasMessage(
            "auth.integration (context-param): \"mechansim\" is not valid; use filter, mechanism or container");
  }

  @Test
  void allProblemsAreReportedTogether() {
    FakeContext context =
        context("mechanism")
            .contextParameter("auth.reelm", "x")
            .declaredFilter(AuthenticationFilter.class.getName())
            .webXml("<web-app><login-config/></web-app>");
    assertThatThrownBy(() -> start(context))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("cannot be used together with the <filter>")
        .hasMessageContaining("remove <login-config>")
        .hasMessageContaining("auth.realm");
    assertThat(context.attributes().get("filter io.sallyport.unavailable-filter"))
        .isInstanceOf(UnavailableFilter.class);
  }

  @Test
  void failedIntegrationAnswers503() throws Exception {
    FakeContext context = context("mechansim");
    assertThatThrownBy(() -> start(context)).isInstanceOf(ServletException.class);
    assertUnavailable((Filter) context.attributes().get("filter io.sallyport.unavailable-filter"));
  }

  @Test
  void mechanismAnswers503IfTheStartFailed() throws Exception {
    FakeContext context = context("mechanism").contextParameter("auth.reelm", "x");
    assertThatThrownBy(() -> start(context)).isInstanceOf(ServletException.class);
    FakeResponse response = new FakeResponse();
    AuthenticationStatus status =
        new AuthenticationMechanism()
            .validateRequest(
                FakeRequest.get("/a").context(context.servletContext()), response, unused());
    assertThat(status).isEqualTo(AuthenticationStatus.SEND_FAILURE);
    assertThat(response.getStatus()).isEqualTo(503);
  }

  private static HttpMessageContext unused() {
    return (HttpMessageContext)
        Proxy.newProxyInstance(
            HttpMessageContext.class.getClassLoader(),
            new Class<?>[] {HttpMessageContext.class},
            (proxy, method, arguments) -> {
              throw new AssertionError(method);
            });
  }

  @Test
  void containerIntegrationIsRejectedOnJetty() {
    assertThatThrownBy(() -> start(context("container").serverInfo("jetty/12.1.8")))
        .hasMessageContaining("not supported on Jetty");
  }

  @Test
  void mechanismWithoutCdiStopsDeployment() throws Exception {
    FakeContext context = context("mechanism");
    start(context);
    Filter filter = (Filter) context.attributes().get("filter io.sallyport.dispatch-filter");
    assertThatThrownBy(() -> filter.init(context.filterConfig()))
        .hasMessageContaining("add an empty file WEB-INF/beans.xml");
    assertThat(context.listeners()).hasSize(1);
    assertThat(context.attributes()).containsKey(AuthenticationFilter.REJECTION_COUNTS_ATTRIBUTE);
  }

  @Test
  void serversThatIgnoreFailedFiltersAnswer503() throws Exception {
    for (String server :
        List.of("Eclipse GlassFish  7.0.21", "Payara Server  6.2025.9", "SMF WebContainer")) {
      FakeContext context = context("mechanism").serverInfo(server);
      start(context);
      Filter dispatches = (Filter) context.attributes().get("filter io.sallyport.dispatch-filter");
      dispatches.init(context.filterConfig());
      assertUnavailable(dispatches);

      AuthenticationFilter filter = new AuthenticationFilter();
      filter.init(new FakeContext().serverInfo(server).filterConfig());
      assertUnavailable(filter);
    }
    assertThatThrownBy(() -> new AuthenticationFilter().init(new FakeContext().filterConfig()))
        .isInstanceOf(ServletException.class);
  }

  private static void assertUnavailable(Filter filter) throws Exception {
    FakeResponse response = new FakeResponse();
    filter.doFilter(
        FakeRequest.get("/a"),
        response,
        (in, out) -> {
          throw new AssertionError("the chain must not be called");
        });
    assertThat(response.getStatus()).isEqualTo(503);
  }

  @Test
  void filterTogetherWithOtherIntegrationDoesNotStart() {
    FakeContext context = context("container");
    assertThatThrownBy(() -> new AuthenticationFilter().init(context.filterConfig()))
        .hasMessageContaining("cannot be used together with the <filter>");
    FakeContext own =
        new FakeContext()
            .parameter("auth.integration", "mechanism")
            .parameter("auth.mode", "session");
    assertThatThrownBy(() -> new AuthenticationFilter().init(own.filterConfig()))
        .hasMessageContaining("only as a <context-param>");
  }

  private static ServletContextListener listener(FakeContext context) {
    return (ServletContextListener) context.listeners().get(0);
  }

  private static FakeAuthConfigFactory factory() {
    FakeAuthConfigFactory factory = new FakeAuthConfigFactory();
    AuthConfigFactory.setFactory(factory);
    return factory;
  }

  @Test
  void providerIsRegisteredWhileApplicationRuns() throws Exception {
    FakeAuthConfigFactory factory = factory();
    FakeContext context = context("container");
    start(context);
    assertThat(factory.providers()).as("the start may still fail").isEmpty();
    ServletContextEvent event = new ServletContextEvent(context.servletContext());
    listener(context).contextInitialized(event);
    assertThat(factory.providers()).containsOnlyKeys("HttpServlet:Catalina/localhost /app");
    listener(context).contextDestroyed(event);
    assertThat(factory.providers()).isEmpty();
    assertThat(context.attributes()).doesNotContainKey("io.sallyport.integration");
  }

  @Test
  void failedStartLeavesNoRegistration() throws Exception {
    FakeAuthConfigFactory factory = factory();
    FakeContext context = context("container");
    start(context);
    listener(context).contextDestroyed(new ServletContextEvent(context.servletContext()));
    assertThat(factory.providers()).isEmpty();
  }

  @Test
  void providerOfNextVersionStaysAfterUndeployment() throws Exception {
    FakeAuthConfigFactory factory = factory();
    FakeContext old = context("container");
    FakeContext next = context("container");
    for (FakeContext context : List.of(old, next)) {
      start(context);
      listener(context).contextInitialized(new ServletContextEvent(context.servletContext()));
    }
    listener(old).contextDestroyed(new ServletContextEvent(old.servletContext()));
    assertThat(factory.providers()).hasSize(1);
    listener(next).contextDestroyed(new ServletContextEvent(next.servletContext()));
    assertThat(factory.providers()).isEmpty();
  }

  @Test
  void reservedFilterNameIsReportedAndAnswers503() throws Exception {
    FakeContext context =
        context("mechanism").declaredFilter("io.sallyport.dispatch-filter", "com.example.Other");
    assertThatThrownBy(() -> start(context))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("use another <filter-name>");
    assertUnavailable((Filter) context.attributes().get("filter io.sallyport.unavailable-filter"));
  }

  @Test
  void unexpectedFailureAnswers503() throws Exception {
    FakeContext context =
        context("mechanism").attributeRejected(AuthenticationFilter.REJECTION_COUNTS_ATTRIBUTE);
    assertThatThrownBy(() -> start(context)).isInstanceOf(IllegalStateException.class);
    assertUnavailable((Filter) context.attributes().get("filter io.sallyport.unavailable-filter"));
  }
}
