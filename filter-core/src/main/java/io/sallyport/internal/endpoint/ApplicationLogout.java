package io.sallyport.internal.endpoint;

import io.sallyport.internal.session.SessionLogout;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What {@code HttpServletRequest.logout()} ends beside the container's own login: everything that
 * the browser would send again. Tokens are revoked as by the logout endpoint, the session keeps
 * what the application put into it, and the token cookies are removed.
 *
 * <p>A token in the header is not revoked: the client sends it on purpose, and may use it for other
 * requests at the same time. The logout endpoint is where clients revoke it.
 */
public final class ApplicationLogout {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final Optional<SessionLogout> sessions;
  private final Optional<TokenLogout> tokens;
  private final TokenDelivery cookies;
  private final AtomicBoolean warned = new AtomicBoolean();

  private ApplicationLogout(
      Optional<SessionLogout> sessions, Optional<TokenLogout> tokens, TokenDelivery cookies) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.cookies = cookies;
  }

  /**
   * A logout.
   *
   * @param sessions empty in a mode without sessions
   * @param tokens empty if tokens cannot be revoked
   * @param cookies that carry tokens, if they do
   */
  public static ApplicationLogout of(
      Optional<SessionLogout> sessions, Optional<TokenLogout> tokens, TokenDelivery cookies) {
    return new ApplicationLogout(sessions, tokens, cookies);
  }

  /**
   * Logs out.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if it is not certain that all nodes will
   *     know; the caller is then still logged in
   * @throws io.sallyport.internal.engine.CredentialOutageException if it cannot be known what must
   *     be revoked; the caller is then still logged in
   */
  public void end(HttpServletRequest request, HttpServletResponse response) {
    tokens.ifPresent(
        revoking -> revoking.endAmbient(request, cookies.carriedRefreshToken(request)));
    sessions.ifPresent(logout -> logout.removeCaller(request));
    if (!response.isCommitted()) {
      cookies.clear(request, response);
    } else if (cookies.isInCookies()) {
      warnOnce();
    }
  }

  private void warnOnce() {
    Level level = warned.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
    LOGGER.log(
        level,
        "cookies stay after logout: the response was committed before"
            + " HttpServletRequest.logout(). Call it before the page is written");
  }
}
