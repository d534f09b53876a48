package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Two nested filters with different settings decide independently. */
class TwoFiltersTest {

  private static final long NOW = System.currentTimeMillis() / 1000;

  private final AtomicReference<HttpServletRequest> seen = new AtomicReference<>();
  private final FilterChain servlet = (in, out) -> seen.set((HttpServletRequest) in);

  private static AuthenticationFilter filter(String mode, String secret) throws Exception {
    FakeContext context = new FakeContext().parameter("auth.mode", mode);
    if (!mode.equals("session")) {
      context.parameter("auth.jwt.secretkey", "${sys:no.such:" + secret + "}");
    }
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(context.filterConfig());
    return filter;
  }

  private static FakeRequest byToken() {
    return FakeRequest.get("/api").header("Authorization", "Bearer " + Tokens.good("ann", NOW));
  }

  @Test
  void innerFilterRejectsCallerOfOuterFilter() throws Exception {
    AuthenticationFilter outer = filter("both", Tokens.SECRET);
    for (AuthenticationFilter inner :
        List.of(filter("jwt", Tokens.OTHER_SECRET), filter("session", ""))) {
      FakeResponse response = new FakeResponse();
      outer.doFilter(byToken(), response, (in, out) -> inner.doFilter(in, out, servlet));
      assertThat(response.getStatus()).isEqualTo(401);
      assertThat(seen.get()).isNull();
    }
  }

  @Test
  void innerFilterSeesContainerCaller() throws Exception {
    AuthenticationFilter outer = filter("jwt", Tokens.SECRET);
    AuthenticationFilter inner = filter("session", "");
    FakeRequest request = byToken().containerCaller("bob", "FORM");
    outer.doFilter(request, new FakeResponse(), (in, out) -> inner.doFilter(in, out, servlet));
    assertThat(seen.get().getRemoteUser()).isEqualTo("bob");
  }

  @Test
  void eachFilterKeepsItsCallerInForward() throws Exception {
    AuthenticationFilter outer = filter("jwt", Tokens.SECRET);
    AuthenticationFilter inner = filter("session", "");
    FakeRequest request = byToken().containerCaller("bob", "FORM");
    outer.doFilter(request, new FakeResponse(), (in, out) -> inner.doFilter(in, out, servlet));
    HttpServletRequest inside = seen.get();
    request.dispatcher(DispatcherType.FORWARD);
    outer.doFilter(inside, new FakeResponse(), servlet);
    assertThat(seen.get().getRemoteUser()).isEqualTo("ann");
    outer.doFilter(inside, new FakeResponse(), (in, out) -> inner.doFilter(in, out, servlet));
    assertThat(seen.get().getRemoteUser()).isEqualTo("bob");
  }

  @Test
  void attributesDoNotAuthenticate() throws Exception {
    CallerIdentity root =
        CallerIdentity.ofSession(AuthPrincipal.of("root", List.of(), AuthSource.SESSION));
    for (DispatcherType type : DispatcherType.values()) {
      FakeRequest request = FakeRequest.get("/a").dispatcher(type);
      request.setAttribute("io.sallyport.caller", root);
      for (int i = 0; i < 500; i++) {
        request.setAttribute("io.sallyport.decision." + i, root);
      }
      seen.set(null);
      filter("session", "").doFilter(request, new FakeResponse(), servlet);
      Principal principal = seen.get() == null ? null : seen.get().getUserPrincipal();
      assertThat(principal).as(type.name()).isNull();
    }
  }

  @Test
  void repeatedRequestIsDecidedAgain() throws Exception {
    AuthenticationFilter filter = filter("session", "");
    FakeRequest request = FakeRequest.get("/a").containerCaller("bob", "FORM");
    filter.doFilter(request, new FakeResponse(), servlet);
    assertThat(seen.get().getRemoteUser()).isEqualTo("bob");
    request.logout();
    seen.set(null);
    FakeResponse response = new FakeResponse();
    filter.doFilter(request, response, servlet);
    assertThat(response.getStatus()).isEqualTo(401);
    assertThat(seen.get()).isNull();
  }
}
