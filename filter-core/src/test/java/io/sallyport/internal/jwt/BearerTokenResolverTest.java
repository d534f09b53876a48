package io.sallyport.internal.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.test.FakeRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BearerTokenResolverTest {

  private static final BearerTokenResolver ALL =
      BearerTokenResolver.of(true, Optional.of("token"), true);

  private static FakeRequest cookies(String... headers) {
    FakeRequest request = FakeRequest.get("/a");
    for (String header : headers) {
      request.header("Cookie", header);
    }
    return request;
  }

  private static void assertTwice(FakeRequest request) {
    RejectedTokenException thrown =
        catchThrowableOfType(RejectedTokenException.class, () -> ALL.findAmbient(request));
    assertThat(thrown).as("the cookie must be rejected").isNotNull();
    assertThat(thrown.rejection()).isEqualTo(Rejection.AMBIGUOUS_COOKIE);
  }

  private static void assertAmbiguous(FakeRequest request) {
    RejectedTokenException thrown =
        catchThrowableOfType(RejectedTokenException.class, () -> ALL.findExplicit(request));
    assertThat(thrown).as("the request must be rejected").isNotNull();
    assertThat(thrown.rejection()).isEqualTo(Rejection.AMBIGUOUS_TOKEN);
  }

  @Test
  void tokenCookieSentTwiceIsRejected() {
    // Tomcat and Jetty show both; Undertow shows the last one of a name.
    assertTwice(cookies("token=a; token=b").cookie("token", "a").cookie("token", "b"));
    assertTwice(cookies("token=a; token=b").cookie("token", "b"));
    assertTwice(cookies("token=b;token=b").cookie("token", "b"));
    assertTwice(cookies("token=a", "token=b").cookie("token", "b"));
    assertTwice(cookies("x=y; token=a", "z=; token=b; q").cookie("token", "b"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "token=b",
        "token=; token=b",
        "token=b; token=",
        "tokens=a; token=b",
        "Token=a; token=b",
        "x=token=a; token=b",
        "token; token=b",
        "a; =; ;token=b;"
      })
  void otherCookiesAreIgnored(String header) throws Exception {
    assertThat(ALL.findAmbient(cookies(header).cookie("token", "b"))).isPresent();
  }

  @Test
  void emptyTokenCookieIsIgnored() throws Exception {
    assertThat(ALL.findAmbient(cookies("token=").cookie("token", ""))).isEmpty();
    assertThat(ALL.findAmbient(cookies("other=a").cookie("other", "a"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GET, true", "HEAD, true", "POST, false", "OPTIONS, false", "get, false"})
  void queryTokenIsReadForGetAndHead(String method, boolean read) throws Exception {
    FakeRequest request = FakeRequest.of(method, "/a").query("x=1&access_token=a.b.c");
    assertThat(ALL.findExplicit(request).isPresent()).isEqualTo(read);
  }

  @Test
  void queryTokenBesideHeaderTokenIsRejected() {
    assertAmbiguous(FakeRequest.get("/a").query("access_token=a&access_token=b"));
    assertAmbiguous(
        FakeRequest.get("/a").header("Authorization", "Bearer a").query("access_token=a"));
  }
}
