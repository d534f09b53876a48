package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.AdoptedLogin;
import io.sallyport.fixture.TestUsers;
import io.sallyport.fixture.User;
import io.sallyport.internal.json.StrictJson;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.FakeSession;
import io.sallyport.test.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user has the same roles by session, token, refresh and bridge. */
class RolesByEveryWayTest {

  private static final String PASSWORD = "ann-secret-word";
  private static final List<String> ASKED =
      List.of("manager", "admin", "superuser", "clerk", "ROLE_clerk", "Domain Users", "a,b");

  private final List<AuthenticationFilter> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(AuthenticationFilter::destroy);
  }

  // A chain of role mappings and a prefix, so that a repeated mapping is visible.
  private AuthenticationFilter filter(String... settings) throws Exception {
    FakeContext context =
        new FakeContext()
            .parameter("auth.mode", "both")
            .parameter("auth.jwt.secretkey", Tokens.SECRET)
            .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
            .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
            .parameter("auth.store", "memory")
            .parameter("auth.roles.strip-prefix", "ROLE_")
            .parameter("auth.roles.map", "manager=admin, admin=superuser, clerk=manager")
            .parameter("auth.session.principal-attribute", "user")
            .parameter("auth.session.principal-property", "login")
            .parameter("auth.session.roles-property", "roles")
            .parameter("auth.login.user-store", "file")
            .parameter(
                "auth.login.users-file",
                TestUsers.file("ann", PASSWORD, "manager,ROLE_clerk,Domain Users"))
            .parameter("auth.login.path", "/login")
            .parameter("auth.token.path", "/token")
            .parameter("auth.refresh.path", "/refresh")
            .parameter("auth.token.bridge-path", "/bridge")
            .parameter("auth.rules", "/admin/* admin\n/root/* superuser\n/* authenticated");
    for (int i = 0; i < settings.length; i += 2) {
      context.parameter(settings[i], settings[i + 1]);
    }
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(context.filterConfig());
    started.add(filter);
    return filter;
  }

  private static FakeResponse send(AuthenticationFilter filter, FakeRequest request)
      throws Exception {
    FakeResponse response = new FakeResponse();
    filter.doFilter(
        request,
        response,
        (in, out) -> {
          Set<String> roles = new TreeSet<>();
          ASKED.stream().filter(((HttpServletRequest) in)::isUserInRole).forEach(roles::add);
          ((jakarta.servlet.http.HttpServletResponse) out)
              .getOutputStream()
              .write(String.join(";", roles).getBytes(StandardCharsets.UTF_8));
        });
    return response;
  }

  private static FakeRequest form(String path, String body) {
    return FakeRequest.post(path).body("application/x-www-form-urlencoded", body);
  }

  private static FakeRequest bearer(FakeRequest request, Object token) {
    return request.header("Authorization", "Bearer " + token);
  }

  private static Map<String, Object> json(FakeResponse response) throws Exception {
    assertThat(response.getStatus()).isEqualTo(200);
    return StrictJson.parseObject(response.body().getBytes(StandardCharsets.UTF_8));
  }

  private static String roles(AuthenticationFilter filter, FakeRequest request) throws Exception {
    FakeResponse response = send(filter, request);
    assertThat(response.getStatus()).isEqualTo(200);
    return response.body();
  }

  private static String rolesOf(AuthenticationFilter filter, Object token) throws Exception {
    return roles(filter, bearer(FakeRequest.get("/a"), token));
  }

  private static Object bridge(AuthenticationFilter filter, FakeRequest request) throws Exception {
    return json(send(filter, request)).get("access_token");
  }

  // A bridge token may be exchanged at the next bridge.
  private static void assertKeptOverBridges(
      AuthenticationFilter filter, FakeRequest caller, String roles) throws Exception {
    Object first = bridge(filter, caller);
    assertThat(rolesOf(filter, first)).isEqualTo(roles);
    Object second = bridge(filter, bearer(FakeRequest.post("/bridge"), first));
    assertThat(rolesOf(filter, second)).isEqualTo(roles);
  }

  @ParameterizedTest
  @ValueSource(strings = {"groups", "realm_access.roles, groups", "scope", "roles, scp"})
  void localUserHasSameRolesWithEveryCredential(String rolePaths) throws Exception {
    AuthenticationFilter filter = filter("auth.jwt.role-paths", rolePaths);
    String login = "username=ann&password=" + PASSWORD;
    FakeRequest entered = form("/login", login);
    send(filter, entered);
    FakeSession session = entered.fakeSession();
    String expected = "Domain Users;ROLE_clerk;manager";
    assertThat(roles(filter, FakeRequest.get("/a").session(session))).isEqualTo(expected);

    Map<String, Object> issued = json(send(filter, form("/token", login)));
    assertThat(rolesOf(filter, issued.get("access_token"))).isEqualTo(expected);
    Map<String, Object> refreshed =
        json(send(filter, form("/refresh", "refresh_token=" + issued.get("refresh_token"))));
    assertThat(rolesOf(filter, refreshed.get("access_token"))).isEqualTo(expected);
    Map<String, Object> again =
        json(send(filter, form("/refresh", "refresh_token=" + refreshed.get("refresh_token"))));
    assertThat(rolesOf(filter, again.get("access_token"))).isEqualTo(expected);
    assertKeptOverBridges(filter, FakeRequest.post("/bridge").session(session), expected);
    assertKeptOverBridges(
        filter, bearer(FakeRequest.post("/bridge"), again.get("access_token")), expected);
  }

  @Test
  void tokenCookieHasRolesOfSession() throws Exception {
    AuthenticationFilter filter =
        filter("auth.mode", "jwt", "mp.jwt.token.header", "Cookie", "mp.jwt.token.cookie", "tok");
    FakeResponse entered = send(filter, form("/login", "username=ann&password=" + PASSWORD));
    String cookie =
        entered.setCookies().stream()
            .filter(text -> text.startsWith("tok="))
            .findFirst()
            .orElseThrow()
            .split("[=;]", -1)[1];
    assertThat(roles(filter, FakeRequest.get("/a").cookie("tok", cookie)))
        .isEqualTo("Domain Users;ROLE_clerk;manager");
  }

  @Test
  void rolesOfForeignTokenAreMappedOnce() throws Exception {
    AuthenticationFilter filter = filter();
    long now = System.currentTimeMillis() / 1000;
    String token =
        Tokens.hs256(
            Tokens.payload("bob", now, "ROLE_manager", "ROLE_clerk")
                .replace("{", "{\"jti\":\"f\","));
    assertThat(rolesOf(filter, token)).isEqualTo("admin;manager");
    assertKeptOverBridges(filter, bearer(FakeRequest.post("/bridge"), token), "admin;manager");
    Object bridge = bridge(filter, bearer(FakeRequest.post("/bridge"), token));
    assertThat(send(filter, bearer(FakeRequest.get("/admin/a"), bridge)).getStatus())
        .isEqualTo(200);
    assertThat(send(filter, bearer(FakeRequest.get("/root/a"), bridge)).getStatus()).isEqualTo(403);
  }

  @Test
  void roleNamesWithBlanksAndCommasAreQuoted() throws Exception {
    AuthenticationFilter filter =
        filter(
            "auth.roles.map", "\"CN=Staff,OU=a b\"=\"a,b\", Domain Users=clerk, \"x\"\"y\"=admin",
            "auth.rules", "/admin/* \"a,b\",\"Domain Admins\"\n/* authenticated");
    long now = System.currentTimeMillis() / 1000;
    String token =
        Tokens.hs256(
            Tokens.payload("bob", now, "CN=Staff,OU=a b", "Domain Users", "x\\\"y")
                .replace("{", "{\"jti\":\"f\","));
    assertThat(rolesOf(filter, token)).isEqualTo("a,b;admin;clerk");
    assertThat(send(filter, bearer(FakeRequest.get("/admin/a"), token)).getStatus()).isEqualTo(200);
    String other =
        Tokens.hs256(Tokens.payload("bob", now, "a", "b").replace("{", "{\"jti\":\"g\","));
    assertThat(send(filter, bearer(FakeRequest.get("/admin/a"), other)).getStatus()).isEqualTo(403);
  }

  @Test
  void stringAndArrayOfObjectsAreRoles() throws Exception {
    AuthenticationFilter filter =
        filter("auth.jwt.role-paths", "roles[].name, groups", "auth.jwt.role-separator", "comma");
    long now = System.currentTimeMillis() / 1000;
    String token =
        Tokens.hs256(
            Tokens.payload("bob", now)
                .replace(
                    "\"groups\":[]", "\"groups\":\"x, admin\",\"roles\":[{\"name\":\"clerk\"}]")
                .replaceFirst("\\{", "{\"jti\":\"f\","));
    assertThat(rolesOf(filter, token)).isEqualTo("manager;superuser");
    assertKeptOverBridges(filter, bearer(FakeRequest.post("/bridge"), token), "manager;superuser");
  }

  @Test
  void nameClaimMustBeSingle() {
    assertThatThrownBy(() -> filter("auth.jwt.name-claims", "names[].full, sub"))
        .hasMessageContaining("auth.jwt.name-claims (init-param): ")
        .hasMessageContaining("\"names[].full\" is not valid; use the name of one claim");
  }

  @ParameterizedTest
  @CsvSource({"manager, admin", "ROLE_admin, superuser", "a;b, ''"})
  void rolesOfAdoptedUserAreMappedOnce(String role, String expected) throws Exception {
    AuthenticationFilter filter = filter();
    FakeSession session = new FakeSession();
    AdoptedLogin.in(session, "carl", new User("carl", List.of(role)));
    assertThat(roles(filter, FakeRequest.get("/a").session(session))).isEqualTo(expected);
    assertKeptOverBridges(filter, FakeRequest.post("/bridge").session(session), expected);
  }

  @Test
  void containerCallerKeepsContainerRoles() throws Exception {
    AuthenticationFilter filter = filter();
    FakeSession session = new FakeSession();
    assertThat(
            roles(
                filter,
                FakeRequest.get("/a").session(session).containerCaller("dora", "FORM", "admin")))
        .isEqualTo("admin");
    assertKeptOverBridges(
        filter,
        FakeRequest.post("/bridge").session(session).containerCaller("dora", "FORM", "admin"),
        "admin");
  }
}
