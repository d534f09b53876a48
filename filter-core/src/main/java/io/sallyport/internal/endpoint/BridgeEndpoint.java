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
 * Gives a caller who is known already an access token for 60 seconds: for downloads, WebSockets and
 * a page's own script, which cannot send what the caller is known by. It is for the same audience
 * as all our tokens.
 *
 * <p>Assumes that the cross-site check has been made: otherwise another site could have one made.
 */
public final class BridgeEndpoint implements Endpoint {

  private final AuthEngine engine;
  private final TokenService desk;
  private final Set<String> knownRoles;

  private BridgeEndpoint(AuthEngine engine, TokenService desk, Set<String> knownRoles) {
    this.engine = engine;
    this.desk = desk;
    this.knownRoles = Set.copyOf(knownRoles);
  }

  /**
   * A bridge.
   *
   * @param knownRoles what to ask the server for whose caller it is: it tells no list
   */
  public static BridgeEndpoint of(AuthEngine engine, TokenService desk, Set<String> knownRoles) {
    return new BridgeEndpoint(engine, desk, knownRoles);
  }

  @Override
  public EndpointResult serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      return Replies.onlyPost(response);
    }
    AuthResult caller = engine.decide(request);
    if (caller.isNone()) {
      engine.requireNobody(request);
    }
    if (!caller.isAccepted()) {
      return EndpointResult.refused(
          caller.isRejected()
              ? caller.requireRejection()
              : caller
                  .ignored()
                  .map(IgnoredCredential::rejection)
                  .orElse(Rejection.AUTHENTICATION_REQUIRED));
    }
    CallerIdentity identity = caller.requireIdentity();
    Optional<IssuedToken> bridge =
        desk.bridge(identity.principal().getName(), roles(identity), origin(request, identity));
    if (bridge.isEmpty()) {
      return EndpointResult.refused(Rejection.EXPIRED);
    }
    Replies.json(response, JsonText.of(TokenDelivery.members(bridge.get())));
    return EndpointResult.answered();
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

  // Where the caller goes, the bridge goes: a token made from a token has its log-in, one made from
  // a session that of the session.
  private static Origin origin(HttpServletRequest request, CallerIdentity identity) {
    return identity.source() == AuthSource.TOKEN
        ? Origin.ofToken(((AuthPrincipal) identity.principal()).claims())
        : Origin.ofSession(
            LoginRecord.findOrCreateId(request),
            LoginRecord.findTime(request),
            LoginRecord.findOrCreateTokensId(request));
  }
}
