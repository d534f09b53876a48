package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.AdoptedLogin;
import io.sallyport.fixture.User;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Browsers get pages and API clients get JSON; the application's Cache-Control is kept. */
class BrowserAndProgramTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final AuthenticationFilter filter = new AuthenticationFilter();

  @BeforeEach
  void start() throws Exception {
    StringBuilder pages = new StringBuilder("<web-app>");
    for (int code : new int[] {400, 403, 429, 503}) {
      pages.append("<error-page><error-code>").append(code);
      pages.append("</error-code><location>/error</location></error-page>");
    }
    FakeContext context =
        new FakeContext()
            .webXml(pages + "</web-app>")
            .resource("/WEB-INF/users.txt", "")
            .parameter("auth.mode", "session")
            .parameter("auth.session.principal-attribute", "user")
            .parameter("auth.session.principal-property", "login")
            .parameter("auth.login.page", "/login.html")
            .parameter("auth.login.path", "/login")
            .parameter("auth.login.max-failures", "1")
            .parameter("auth.rules", "/own/* authenticated; /admin boss; /* permit");
    filter.init(context.filterConfig());
  }

  @ParameterizedTest
  @CsvSource({"/own/%2e%2e/x, 400", "/admin, 403"})
  void browserGetsErrorPageOfApplication(String path, int status) throws Exception {
    FakeResponse person = send(ann(path).header("Accept", "text/html"));
    assertThat(person.isErrorSent()).isTrue();
    assertThat(person.getStatus()).isEqualTo(status);
    FakeResponse program = send(ann(path));
    assertThat(program.isErrorSent()).isFalse();
    assertThat(program.getStatus()).isEqualTo(status);
    assertThat(program.getHeader("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void tooManyFailedLoginsShowErrorPage() throws Exception {
    send(login());
    FakeResponse person = send(login().header("Accept", "text/html"));
    assertThat(person.getStatus()).isEqualTo(429);
    assertThat(person.isErrorSent()).isTrue();
    assertThat(person.getHeader("Retry-After")).isNotNull();
    assertThat(send(login()).body()).isEqualTo("{\"error\":\"too_many_attempts\"}");
  }

  @Test
  void tooManyFailedLoginsRedirectToLoginErrorPage() throws Exception {
    AuthenticationFilter with = new AuthenticationFilter();
    with.init(
        new FakeContext()
            .parameter("auth.mode", "session")
            .parameter("auth.login.path", "/login")
            .parameter("auth.login.max-failures", "1")
            .parameter("auth.login.error-page", "/wrong.html?again")
            .filterConfig());
    for (int i = 0; i < 2; i++) {
      FakeRequest request = login();
      FakeResponse response = new FakeResponse();
      with.doFilter(request, response, (in, out) -> {});
      assertThat(response.getStatus()).isEqualTo(303);
      assertThat(response.getHeader("Location")).isEqualTo("/wrong.html?again&return-to=%2Fa");
      assertThat(request.getAttribute(AuthenticationFilter.REJECTION_ATTRIBUTE) == null || i == 1)
          .isTrue();
      assertThat(response.getHeader("Retry-After") != null).isEqualTo(i == 1);
    }
  }

  @Test
  void facesAjaxIsRedirectedToLogin() throws Exception {
    FakeResponse response =
        send(
            FakeRequest.post("/own/page.xhtml")
                .header("Faces-Request", "partial/ajax")
                .header("Accept", "*/*"));

    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getHeader("Content-Type")).isEqualTo("text/xml");
    assertThat(response.body())
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<partial-response><redirect"
                + " url=\"/login.html?return-to=%2Fown%2Fpage.xhtml\"></redirect>"
                + "</partial-response>");
    assertThat(response.getHeader("Content-Length"))
        .isEqualTo(String.valueOf(response.body().length()));
  }

  @Test
  void returnUrlIsAppendedToLoginPageQuery() throws Exception {
    AuthenticationFilter with = new AuthenticationFilter();
    with.init(
        new FakeContext()
            .parameter("auth.mode", "session")
            .parameter("auth.login.page", "/login.html?skin=blue")
            .filterConfig());
    FakeResponse response = new FakeResponse();
    with.doFilter(person("/own/a"), response, (in, out) -> {});

    assertThat(response.getHeader("Location"))
        .isEqualTo("/login.html?skin=blue&return-to=%2Fown%2Fa");
  }

  @Test
  void tooLongReturnUrlIsNotIssued() throws Exception {
    FakeResponse withQuery = send(person("/own/a").query("q=" + "x".repeat(2100)));
    FakeResponse tooLong = send(person("/own/" + "a".repeat(2100)));

    assertThat(withQuery.getHeader("Location")).isEqualTo("/login.html?return-to=%2Fown%2Fa");
    assertThat(tooLong.getHeader("Location")).isEqualTo("/login.html");
  }

  @Test
  void cacheControlOfApplicationIsKept() throws Exception {
    List<FakeResponse> responses = new ArrayList<>();
    responses.add(own((in, out) -> answer(out).setHeader("cache-control", "max-age=60")));
    responses.add(own((in, out) -> answer(out).addHeader("Cache-Control", "max-age=60")));
    responses.add(
        own(
            (in, out) -> {
              answer(out).reset();
              answer(out).addHeader("Cache-Control", "max-age=60");
            }));
    FakeResponse before = new FakeResponse();
    before.setHeader("Cache-Control", "max-age=60");
    filter.doFilter(ann("/own/a"), before, (in, out) -> {});
    responses.add(before);

    assertThat(responses)
        .extracting(response -> response.getHeader("Cache-Control"))
        .containsOnly("max-age=60");
    assertThat(own((in, out) -> {}).getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(own((in, out) -> answer(out).reset()).getHeader("Cache-Control"))
        .isEqualTo("no-store");
  }

  @Test
  void rejectionInCallDiscardsOtherOutput() throws Exception {
    FakeResponse response = new FakeResponse();
    filter.doFilter(
        FakeRequest.get("/open"),
        response,
        (in, out) -> {
          out.getOutputStream().write(new byte[10]);
          ((HttpServletRequest) in).authenticate(answer(out));
          out.getOutputStream().write(new byte[1000]);
        });

    assertThat(response.getStatus()).isEqualTo(401);
    assertThat(response.isClosed()).isTrue();
    assertThat(response.body()).isEqualTo("{\"error\":\"authentication_required\"}");
    assertThat(response.getHeader("Content-Length"))
        .isEqualTo(String.valueOf(response.body().length()));
  }

  private FakeResponse own(FilterChain application) throws Exception {
    FakeResponse response = new FakeResponse();
    filter.doFilter(ann("/own/a"), response, application);
    return response;
  }

  private FakeResponse send(FakeRequest request) throws Exception {
    FakeResponse response = new FakeResponse();
    filter.doFilter(request, response, (in, out) -> {});
    return response;
  }

  private static HttpServletResponse answer(jakarta.servlet.ServletResponse response) {
    return (HttpServletResponse) response;
  }

  private static FakeRequest person(String path) {
    return FakeRequest.get(path).header("Accept", "text/html");
  }

  private static FakeRequest ann(String path) {
    return FakeRequest.get(path).session(AdoptedLogin.session("ann", new User("ann", List.of())));
  }

  private static FakeRequest login() {
    return FakeRequest.post("/login").body(FORM, "username=x&password=y&return-to=%2Fa");
  }
}
