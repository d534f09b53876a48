package io.sallyport.internal.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.FakeRequest;
import io.sallyport.fixture.FakeResponse;
import io.sallyport.internal.access.AccessRules;
import io.sallyport.internal.access.CrossSiteCheck;
import io.sallyport.internal.access.PathExclusions;
import io.sallyport.internal.access.PathGuard;
import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.endpoint.ApplicationLogout;
import io.sallyport.internal.endpoint.Endpoint;
import io.sallyport.internal.endpoint.TokenDelivery;
import io.sallyport.internal.engine.AuthEngine;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.engine.CredentialSource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is needed to decide does not answer: nobody is let in, nobody is told that they are wrong.
 */
class OutageTest {

  private RequestParts parts;

  private static final CredentialSource DOWN =
      asked -> {
        throw new CredentialOutageException("the store does not answer");
      };

  /** Finds nobody, and cannot tell whether there is somebody. */
  private static final CredentialSource UNCERTAIN =
      new CredentialSource() {
        @Override
        public AuthResult find(HttpServletRequest request) {
          return AuthResult.none();
        }

        @Override
        public void requireNobody(HttpServletRequest request) {
          throw new CredentialOutageException("the store does not answer");
        }
      };

  private FilterRequestHandler passage(
      FakeRequest request, FakeResponse response, boolean enforcing) throws Exception {
    return passage(request, response, enforcing, DOWN);
  }

  private FilterRequestHandler passage(
      FakeRequest request, FakeResponse response, boolean enforcing, CredentialSource source)
      throws Exception {
    Endpoint login =
        (asked, answer) -> {
          throw new CredentialOutageException("the realm does not answer");
        };
    AccessPolicy policy =
        new AccessPolicy(
            PathGuard.of(Set.of()),
            PathExclusions.none(),
            AccessRules.parse("/open/* permit; /* authenticated"),
            CrossSiteCheck.of(Set.of()),
            false,
            Set.of());
    // Two kinds at once: what a source needs and what an endpoint needs.
    DecidedCaller decided = new DecidedCaller(Integration.FILTER);
    RejectionHandler rejectionHandler =
        new RejectionHandler(ChallengePolicy.builder().build(), WebXml.none());
    parts =
        RequestParts.builder(
                new RequestAuthorizer(
                    AuthEngine.of(List.of(source)), Map.of("/login", login), policy, decided),
                rejectionHandler,
                new CallerActions(
                    (in, name, password) -> Optional.empty(),
                    Optional.empty(),
                    ApplicationLogout.of(
                        Optional.empty(), Optional.empty(), TokenDelivery.inBody()),
                    WebXml.none(),
                    rejectionHandler,
                    decided),
                new TokenCookies(TokenDelivery.inBody(), Optional.empty()))
            .enforcing(enforcing)
            .build();
    return new FilterRequestHandler(parts, request, response);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/login"})
  void anOutageIsServiceUnavailable(String path) throws Exception {
    FakeResponse response = new FakeResponse();
    passage(FakeRequest.post(path), response, true)
        .through(
            (in, out) -> {
              throw new AssertionError("the chain must not be called");
            });
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeader("Retry-After")).isEqualTo("5");
    assertThat(response.getHeader("WWW-Authenticate")).isNull();
    assertThat(response.body()).isEqualTo("{\"error\":\"unavailable\"}");
    assertThat(parts.rejectionLog().counts()).containsExactly(Map.entry("UNAVAILABLE", 1L));
  }

  @Test
  void whoMayBeKnownAllTheSameIsNotSentToLogIn() throws Exception {
    FakeResponse response = new FakeResponse();
    passage(FakeRequest.get("/a"), response, true, UNCERTAIN)
        .through(
            (in, out) -> {
              throw new AssertionError("the chain must not be called");
            });
    assertThat(response.getStatus()).isEqualTo(503);
    FakeResponse open = new FakeResponse();
    passage(FakeRequest.get("/open/a"), open, true, UNCERTAIN)
        .through((in, out) -> assertThat(((HttpServletRequest) in).getUserPrincipal()).isNull());
    assertThat(open.getStatus()).isEqualTo(200);
  }

  @Test
  void whereOnlyReportedTheRequestGoesOnAsNobody() throws Exception {
    FakeResponse response = new FakeResponse();
    passage(FakeRequest.get("/a"), response, false)
        .through((in, out) -> assertThat(((HttpServletRequest) in).getUserPrincipal()).isNull());
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(parts.rejectionLog().counts()).containsExactly(Map.entry("UNAVAILABLE", 1L));
  }
}
