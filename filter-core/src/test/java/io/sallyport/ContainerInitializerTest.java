package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.FakeContext;
import io.sallyport.fixture.FakeRequest;
import io.sallyport.fixture.FakeResponse;
import io.sallyport.fixture.Tokens;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is prepared when web.xml asks for a door of the container's, and what is refused. */
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
  void nothingHappensWithoutTheParameterOrForTheFilter() throws Exception {
    FakeContext silent = new FakeContext();
    start(silent);
    FakeContext filter = context("filter");
    start(filter);
    assertThat(silent.attributes()).isEmpty();
    assertThat(filter.attributes()).isEmpty();
  }

  @Test
  void anUnknownDoorStopsTheDeployment() {
    assertThatThrownBy(() -> start(context("mechansim")))
        .isInstanceOf(ServletException.class)
        .hasMessage(
            "web.xml parameter \"auth.integration\" is \"mechansim\"; use filter, mechanism or"
                + " container");
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    FakeContext context =
        context("mechanism")
            .contextParameter("auth.reelm", "x")
            .declaredFilter(AuthenticationFilter.class.getName())
            .webXml("<web-app><login-config/></web-app>");
    assertThatThrownBy(() -> start(context))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("two doors would decide")
        .hasMessageContaining("remove <login-config>")
        .hasMessageContaining("auth.realm");
    assertThat(context.attributes().get("filter io.sallyport.container-door"))
        .isInstanceOf(ClosedFilter.class);
  }

  @Test
  void aDoorThatCannotBeOpenedIsShut() throws Exception {
    FakeContext context = context("mechansim");
    assertThatThrownBy(() -> start(context)).isInstanceOf(ServletException.class);
    assertShut((Filter) context.attributes().get("filter io.sallyport.container-door"));
  }

  @Test
  void jettyIsToldToUseTheFilter() {
    assertThatThrownBy(() -> start(context("container").serverInfo("jetty/12.1.8")))
        .hasMessageContaining("use the <filter> there");
  }

  @Test
  void aMechanismThatCdiNeverSawStopsTheDeployment() throws Exception {
    FakeContext context = context("mechanism");
    start(context);
    Filter filter = (Filter) context.attributes().get("filter io.sallyport.container-door");
    assertThatThrownBy(() -> filter.init(context.filterConfig()))
        .hasMessageContaining("add an empty file WEB-INF/beans.xml");
    assertThat(context.listeners()).hasSize(1);
    assertThat(context.attributes()).containsKey(AuthenticationFilter.COUNTS_ATTRIBUTE);
  }

  @Test
  void whereAServerServesWithoutBrokenFiltersTheApplicationIsShut() throws Exception {
    for (String server : List.of("Eclipse GlassFish  7.0.21", "Payara Server  6.2025.9")) {
      FakeContext context = context("mechanism").serverInfo(server);
      start(context);
      Filter dispatches = (Filter) context.attributes().get("filter io.sallyport.container-door");
      dispatches.init(context.filterConfig());
      assertShut(dispatches);

      AuthenticationFilter filter = new AuthenticationFilter();
      filter.init(new FakeContext().serverInfo(server).filterConfig());
      assertShut(filter);
    }
    assertThatThrownBy(() -> new AuthenticationFilter().init(new FakeContext().filterConfig()))
        .isInstanceOf(ServletException.class);
  }

  private static void assertShut(Filter filter) throws Exception {
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
  void aFilterBesideTheOtherDoorsDoesNotStart() {
    FakeContext context = context("container");
    assertThatThrownBy(() -> new AuthenticationFilter().init(context.filterConfig()))
        .hasMessageContaining("two doors would decide");
    FakeContext own =
        new FakeContext()
            .parameter("auth.integration", "mechanism")
            .parameter("auth.mode", "session");
    assertThatThrownBy(() -> new AuthenticationFilter().init(own.filterConfig()))
        .hasMessageContaining("only as a <context-param>");
  }
}
