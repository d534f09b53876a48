package io.sallyport.internal.endpoint;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.engine.AuthEngine;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.engine.IgnoredCredential;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.issue.IssuedToken;
import io.sallyport.internal.issue.Origin;
import io.sallyport.internal.issue.TokenService;
import io.sallyport.internal.json.JsonText;
import io.sallyport.internal.session.LoginRecord;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Issues an access token for 60 seconds to an authenticated caller, for downloads, WebSockets and
 * scripts that cannot send the caller's credential. It has the same audience as all our tokens.
 *
 * <p>The CSRF check must precede it: otherwise another site could cause a token to be issued.
 */
public final class BridgeEndpoint implements Endpoint {

  private final AuthEngine engine;
  private final TokenService tokens;
  private final Set<String> knownRoles;

  private BridgeEndpoint(AuthEngine engine, TokenService tokens, Set<String> knownRoles) {
    this.engine = engine;
    this.tokens = tokens;
    this.knownRoles = Set.copyOf(knownRoles);
  }

  /**
   * Creates a bridge endpoint.
   *
   * @param knownRoles the roles to query for a caller of the container, which has no list of roles
   */
  public static BridgeEndpoint of(AuthEngine engine, TokenService tokens, Set<String> knownRoles) {
    return new BridgeEndpoint(engine, tokens, knownRoles);
  }

  @Override
  public EndpointResult serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      return EndpointResult.methodNotAllowed("POST");
    }
    AuthResult caller = engine.decide(request);
    if (caller.isNone()) {
      engine.requireAnonymous(request);
    }
    if (!caller.isAccepted()) {
      return EndpointResult.rejected(rejection(caller));
    }
    CallerIdentity identity = caller.requireIdentity();
    Optional<IssuedToken> bridge =
        tokens.bridge(identity.principal().getName(), roles(identity), origin(request, identity));
    if (bridge.isEmpty()) {
      return EndpointResult.rejected(Rejection.EXPIRED);
    }
    EndpointResponses.json(response, JsonText.of(TokenTransport.members(bridge.get())));
    return EndpointResult.answered();
  }

  private static Rejection rejection(AuthResult caller) {
    return caller.isRejected()
        ? caller.requireRejection()
        : caller
            .ignored()
            .map(IgnoredCredential::rejection)
            .orElse(Rejection.AUTHENTICATION_REQUIRED);
  }

  private List<String> roles(CallerIdentity identity) {
    if (identity.principal() instanceof AuthPrincipal) {
      return List.copyOf(((AuthPrincipal) identity.principal()).roles());
    }
    List<String> roles = new ArrayList<>();
    for (String role : knownRoles) {
      if (identity.hasRole(role)) {
        roles.add(role);
      }
    }
    return roles;
  }

  // The bridge token is revoked with the caller's credential: it belongs to the login of the token
  // or of the session.
  private static Origin origin(HttpServletRequest request, CallerIdentity identity) {
    return identity.source() == AuthSource.TOKEN
        ? Origin.ofToken((AuthPrincipal) identity.principal())
        : Origin.ofSession(
            LoginRecord.findOrCreateId(request),
            LoginRecord.findTime(request),
            LoginRecord.findOrCreateTokensId(request));
  }
}
