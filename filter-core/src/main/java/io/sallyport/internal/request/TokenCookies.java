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

/** Removes token cookies that do not count, so that the browser stops sending them. */
public final class TokenCookies {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final TokenTransport delivery;
  private final Optional<TokenRevoker> takeBack;

  public TokenCookies(TokenTransport delivery, Optional<TokenRevoker> takeBack) {
    this.delivery = delivery;
    this.takeBack = takeBack;
  }

  /**
   * Removes an ignored cookie where that is right. One that can never be valid is removed by
   * answers for which the caller mattered: open paths stay as they are, so that shared caches can
   * store their answers. The cookie of a superseded login is always removed, with its refresh
   * token.
   */
  void remove(
      IgnoredCredential ignored,
      boolean callerMatters,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (ignored.superseded().isPresent()) {
      delivery.clear(request, response);
      revoke(ignored.superseded().get());
    } else if (ignored.isRemovable()
        && callerMatters
        && request.getDispatcherType() == DispatcherType.REQUEST) {
      delivery.clearAccess(request, response);
    }
  }

  private void revoke(CallerIdentity caller) {
    if (takeBack.isEmpty() || caller.source() != AuthSource.TOKEN) {
      return;
    }
    try {
      takeBack.get().token((AuthPrincipal) caller.principal());
    } catch (StoreUnavailableException e) {
      // The browser is told to drop it all the same, and this request is another user's.
      LOGGER.log(Level.WARNING, "superseded token not revoked: reason={0}", e.getMessage());
    }
  }
}
