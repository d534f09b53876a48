package io.sallyport.internal.request;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.endpoint.TokenTransport;
import io.sallyport.internal.engine.IgnoredCredential;
import io.sallyport.internal.issue.TokenRevoker;
import io.sallyport.spi.StoreUnavailableException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Removes ignored token cookies, so that the browser stops sending them. */
public final class TokenCookies {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final TokenTransport transport;
  private final Optional<TokenRevoker> revoker;

  public TokenCookies(TokenTransport transport, Optional<TokenRevoker> revoker) {
    this.transport = transport;
    this.revoker = revoker;
  }

  /**
   * Removes an ignored cookie. A cookie that can never be valid is removed only if the answer
   * depends on the caller: answers of public paths are not changed, so that shared caches can store
   * them. The cookie of a superseded login is always removed, with its refresh token.
   */
  void remove(
      IgnoredCredential ignored,
      boolean callerMatters,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (ignored.superseded().isPresent()) {
      transport.clear(request, response);
      revoke(ignored.superseded().get());
    } else if (ignored.isRemovable()
        && callerMatters
        && request.getDispatcherType() == DispatcherType.REQUEST) {
      transport.clearAccess(request, response);
    }
  }

  private void revoke(CallerIdentity caller) {
    if (revoker.isEmpty() || caller.source() != AuthSource.TOKEN) {
      return;
    }
    try {
      revoker.get().token((AuthPrincipal) caller.principal());
    } catch (StoreUnavailableException e) {
      // The browser removes the cookie nevertheless, and this request has another user.
      LOGGER.log(Level.WARNING, "superseded token not revoked: reason={0}", e.getMessage());
    }
  }
}
