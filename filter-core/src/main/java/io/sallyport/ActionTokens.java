package io.sallyport;

import io.sallyport.internal.issue.ActionTokenService;
import java.time.Duration;
import java.util.Optional;

/**
 * Issues and consumes one-time tokens for one action of one user, such as the link in an activation
 * or password mail. They are never accepted as bearer tokens. Purpose and user are readable by
 * every holder of the token. A token is valid only at applications with the same {@code
 * auth.token.exchange-audience} and the same store as the issuer.
 *
 * <pre>{@code
 * ActionTokens tokens = Sallyport.of(context).actionTokens();
 * String link = "https://app.example/auth/action?token="
 *     + tokens.issue("activate", "ann", Duration.ofMinutes(10));
 * }</pre>
 *
 * <p>The path {@code auth.action.path} receives such links. It shows a button, since mail scanners
 * open links too, and consumes the token when the button is pressed. An application with its own
 * page calls {@link #consume} when it handles a POST.
 */
public final class ActionTokens {

  private static final Duration MAX_LIFETIME = Duration.ofDays(30);
  private static final int MAX_TEXT = 256;

  private final ActionTokenService service;

  ActionTokens(ActionTokenService service) {
    this.service = service;
  }

  /**
   * Issues a token.
   *
   * @param purpose the action, such as {@code activate}; maximum 256 characters
   * @param subject the user's name; maximum 256 characters
   * @param lifetime from 1 second to 30 days; 10 minutes is usual (ASVS 6.5.5)
   * @throws io.sallyport.spi.StoreUnavailableException if the store, which records each token, does
   *     not answer
   * @throws IllegalArgumentException if a text is empty, or any argument is outside its limits
   */
  public String issue(String purpose, String subject, Duration lifetime) {
    require("purpose", purpose);
    require("subject", subject);
    if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(MAX_LIFETIME) > 0) {
      throw new IllegalArgumentException("lifetime must be from PT1S to PT720H, not " + lifetime);
    }
    return service.issue(purpose, subject, lifetime);
  }

  private static void require(String name, String text) {
    if (text.isBlank() || text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(name + " must have 1 to " + MAX_TEXT + " characters");
    }
  }

  /**
   * Consumes a token. Of any number of concurrent calls on any nodes, exactly one succeeds.
   *
   * @return the user's name; empty if the token is invalid, expired, already used or for another
   *     purpose
   * @throws io.sallyport.spi.StoreUnavailableException if the store does not answer; the token may
   *     be consumed
   */
  public Optional<String> consume(String purpose, String token) {
    // An application may pass on a parameter that the client did not send.
    return token == null ? Optional.empty() : service.consume(purpose, token);
  }
}
