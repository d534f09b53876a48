package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.FakeContext;
import io.sallyport.fixture.Tokens;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
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
    assertThat(context.attributes()).isEmpty();
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
    Filter filter = (Filter) context.attributes().get("filter io.sallyport");
    assertThatThrownBy(() -> filter.init(context.filterConfig()))
        .hasMessageContaining("add an empty file WEB-INF/beans.xml");
    assertThat(context.listeners()).hasSize(1);
    assertThat(context.attributes()).containsKey(AuthenticationFilter.COUNTS_ATTRIBUTE);
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
