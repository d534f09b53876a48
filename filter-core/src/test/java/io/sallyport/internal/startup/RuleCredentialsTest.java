package io.sallyport.internal.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.AuthenticationFilter;
import io.sallyport.internal.access.AccessRules;
import io.sallyport.internal.access.RuleCredential;
import io.sallyport.internal.settings.Mode;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access rules that require a credential, through the whole filter and at the start. */
class RuleCredentialsTest {

  private static final String RULES = "/api/* authenticated by bearer; /* authenticated";

  private static int status(FakeRequest request) throws Exception {
    FakeContext context =
        new FakeContext()
            .parameter("auth.mode", "both")
            .parameter("auth.jwt.secretkey", Tokens.SECRET)
            .parameter("auth.rules", RULES);
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(context.filterConfig());
    FakeResponse response = new FakeResponse();
    filter.doFilter(request, response, (in, out) -> {});
    return response.getStatus();
  }

  private static FakeRequest byToken(String path) {
    String token = Tokens.good("ann", System.currentTimeMillis() / 1000);
    return FakeRequest.get(path).header("Authorization", "Bearer " + token);
  }

  @Test
  void callerWithOtherCredentialIsRejected() throws Exception {
    assertThat(status(byToken("/api/x"))).isEqualTo(200);
    assertThat(status(byToken("/api/x").containerCaller("bob", "FORM"))).isEqualTo(200);
    assertThat(status(FakeRequest.get("/api/x").containerCaller("bob", "FORM"))).isEqualTo(403);
    assertThat(status(FakeRequest.get("/x").containerCaller("bob", "FORM"))).isEqualTo(200);
    assertThat(status(FakeRequest.get("/api/x"))).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "session, Authorization, bearer cookie",
    "both, Authorization, cookie",
    "both, Cookie, ''",
    "jwt, Authorization, cookie session container",
    "jwt, Cookie, session container"
  })
  void ruleWithoutPossibleCallerIsAWarning(String mode, String header, String warned)
      throws Exception {
    for (RuleCredential credential : RuleCredential.values()) {
      String rule = "/a/* boss by " + credential.word();
      List<String> warnings =
          RuleCredentials.of(
                  Mode.valueOf(mode.toUpperCase(java.util.Locale.ROOT)), header.equals("Cookie"))
              .warnings(AccessRules.parse(rule + "; /b boss"));
      if (List.of(warned.split(" ")).contains(credential.word())) {
        assertThat(warnings).singleElement().asString().contains(rule).contains("use ");
      } else {
        assertThat(warnings).isEmpty();
      }
    }
  }
}
