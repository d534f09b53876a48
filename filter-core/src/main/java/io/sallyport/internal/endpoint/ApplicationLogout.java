package io.sallyport.internal.endpoint;

import io.sallyport.internal.session.SessionLogout;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends what the browser would send again, when the application calls {@code
 * HttpServletRequest.logout()}. Tokens are revoked as by the logout endpoint, the session keeps the
 * application's data, and the token cookies are deleted.
 *
 * <p>A token in the header is not revoked, because the client may use it for other requests at the
 * same time. Clients revoke it at the logout endpoint.
 */
public final class ApplicationLogout {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final Optional<SessionLogout> sessions;
  private final Optional<TokenLogout> tokens;
  private final TokenTransport cookies;
  private final AtomicBoolean warned = new AtomicBoolean();

  private ApplicationLogout(
      Optional<SessionLogout> sessions, Optional<TokenLogout> tokens, TokenTransport cookies) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.cookies = cookies;
  }

  /**
   * Creates a logout.
   *
   * @param sessions empty in a mode without sessions
   * @param tokens empty if tokens cannot be revoked
   * @param cookies how tokens reach the client
   */
  public static ApplicationLogout of(
      Optional<SessionLogout> sessions, Optional<TokenLogout> tokens, TokenTransport cookies) {
    return new ApplicationLogout(sessions, tokens, cookies);
  }

  /**
   * Logs the caller out.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if it is not certain that all nodes will
   *     read the revocation; the caller is then still logged in
   * @throws io.sallyport.internal.engine.CredentialOutageException if the credentials cannot be
   *     validated; the caller is then still logged in
   */
  public void end(HttpServletRequest request, HttpServletResponse response) {
    tokens.ifPresent(revocation -> revocation.endAmbient(request, cookies.refreshToken(request)));
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
            + " HttpServletRequest.logout(); call it before the page is written");
  }
}
