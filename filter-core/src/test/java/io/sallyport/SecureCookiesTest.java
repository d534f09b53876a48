package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Token cookies behind a proxy that ends TLS: the server receives plain http. */
class SecureCookiesTest {

  @ParameterizedTest
  @CsvSource({"true, false, true", "true, true, true", "false, true, true", "false, false, false"})
  void bothCookiesAreSecureBySettingOrByRequest(boolean setting, boolean https, boolean secure)
      throws Exception {
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(
        new FakeContext()
            .parameter("auth.mode", "jwt")
            .parameter("auth.jwt.secretkey", Tokens.SECRET)
            .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
            .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
            .parameter("mp.jwt.token.header", "Cookie")
            .parameter("mp.jwt.token.cookie", "token")
            .parameter("auth.token.secure-cookies", String.valueOf(setting))
            .parameter("auth.store", "memory")
            .parameter("auth.login.user-store", RefreshAsksAgainTest.Staff.class.getName())
            .parameter("auth.login.path", "/login")
            .parameter("auth.refresh.path", "/refresh")
            .filterConfig());
    try {
      FakeRequest login =
          FakeRequest.post("/login")
              .body("application/x-www-form-urlencoded", "username=ann&password=x");
      FakeResponse response = new FakeResponse();
      filter.doFilter(https ? login.secure() : login, response, (in, out) -> {});
      List<String> cookies = response.setCookies();
      assertThat(cookies)
          .anyMatch(cookie -> cookie.startsWith("token=ey"))
          .anyMatch(cookie -> cookie.startsWith("token-refresh=ey"))
          .allMatch(cookie -> cookie.endsWith("; Secure") == secure);
    } finally {
      filter.destroy();
    }
  }
}
