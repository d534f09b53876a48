package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.json.StrictJson;
import io.sallyport.spi.PasswordCheck;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.UserLookup;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A refresh looks the user up in the user store before it consumes the refresh token. */
class RefreshAsksAgainTest {

  private static volatile Supplier<UserLookup> answer = UserLookup::unsupported;

  /** A user store whose lookup each test sets. */
  public static final class Staff implements PasswordCheck {

    /** Called by the filter. */
    public Staff() {}

    @Override
    public Optional<AuthPrincipal> check(String name, String password) {
      return Optional.of(AuthPrincipal.of(name, Set.of("boss"), AuthSource.SESSION));
    }

    @Override
    public UserLookup find(String name) {
      return answer.get();
    }
  }

  private final AuthenticationFilter filter = new AuthenticationFilter();

  @BeforeEach
  void start() throws Exception {
    filter.init(
        new FakeContext()
            .parameter("auth.mode", "jwt")
            .parameter("auth.jwt.secretkey", Tokens.SECRET)
            .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
            .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
            .parameter("auth.store", "memory")
            .parameter("auth.login.user-store", Staff.class.getName())
            .parameter("auth.token.path", "/token")
            .parameter("auth.refresh.path", "/refresh")
            .filterConfig());
  }

  @AfterEach
  void end() {
    filter.destroy();
  }

  private FakeResponse send(FakeRequest request) throws Exception {
    FakeResponse response = new FakeResponse();
    filter.doFilter(
        request,
        response,
        (in, out) ->
            ((HttpServletResponse) out)
                .setStatus(((HttpServletRequest) in).isUserInRole("boss") ? 200 : 204));
    return response;
  }

  private static Map<String, Object> json(FakeResponse response) throws Exception {
    return StrictJson.parseObject(response.body().getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> login() throws Exception {
    return json(
        send(
            FakeRequest.post("/token")
                .body("application/json", "{\"username\":\"ann\",\"password\":\"x\"}")));
  }

  private FakeResponse refresh(Map<String, Object> tokens) throws Exception {
    return send(
        FakeRequest.post("/refresh")
            .body(
                "application/x-www-form-urlencoded",
                "refresh_token=" + tokens.get("refresh_token")));
  }

  private int use(Map<String, Object> tokens) throws Exception {
    return send(FakeRequest.get("/a")
            .header("Authorization", "Bearer " + tokens.get("access_token")))
        .getStatus();
  }

  @Test
  void refreshOfDisabledUserIsRejectedAndEndsLogin() throws Exception {
    Map<String, Object> first = login();
    assertThat(use(first)).isEqualTo(200);
    answer = UserLookup::none;
    FakeResponse rejected = refresh(first);
    assertThat(rejected.getStatus()).isEqualTo(400);
    assertThat(rejected.body()).contains("invalid_grant");
    answer = () -> UserLookup.active("ann", Set.of("boss"));
    assertThat(refresh(first).getStatus()).isEqualTo(400);
    assertThat(use(first)).isEqualTo(401);
  }

  @Test
  void refreshUsesCurrentRoles() throws Exception {
    Map<String, Object> first = login();
    answer = () -> UserLookup.active("ann", Set.of("clerk"));
    Map<String, Object> second = json(refresh(first));
    assertThat(use(second)).isEqualTo(204);
    answer = () -> UserLookup.active("ann", Set.of("boss"));
    assertThat(use(json(refresh(second)))).isEqualTo(200);
  }

  @Test
  void outageIs503AndConsumesNothing() throws Exception {
    Map<String, Object> first = login();
    answer =
        () -> {
          throw new StoreUnavailableException("away");
        };
    for (int i = 0; i < 3; i++) {
      FakeResponse rejected = refresh(first);
      assertThat(rejected.getStatus()).isEqualTo(503);
      assertThat(rejected.getHeader("Retry-After")).isNotEmpty();
    }
    answer = () -> UserLookup.active("ann", Set.of("boss"));
    assertThat(refresh(first).getStatus()).isEqualTo(200);
  }

  @Test
  void lookupOfAnotherUserIsRejected() throws Exception {
    Map<String, Object> first = login();
    answer = () -> UserLookup.active("Ánn", Set.of("boss"));
    assertThat(refresh(first).getStatus()).isEqualTo(400);
  }

  @Test
  void storeWithoutLookupKeepsRoles() throws Exception {
    answer = UserLookup::unsupported;
    assertThat(use(json(refresh(login())))).isEqualTo(200);
  }
}
