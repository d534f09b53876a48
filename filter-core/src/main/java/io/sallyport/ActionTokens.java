package io.sallyport;

import io.sallyport.internal.issue.ActionTokenService;
import java.time.Duration;
import java.util.Optional;

/**
 * Tokens for one action of one person, good once: the link in an activation or password mail. They
 * are never bearer tokens, and carry purpose and person readable by whoever has them. One is good
 * only where it was issued: at applications with the same {@code auth.token.exchange-audience} and
 * the same store.
 *
 * <pre>{@code
 * ActionTokens tokens = Sallyport.of(context).actionTokens();
 * String link = "https://app.example/auth/action?token="
 *     + tokens.issue("activate", "ann", Duration.ofMinutes(10));
 * }</pre>
 *
 * <p>The path {@code auth.action.path} receives such links: it shows a button, since mail scanners
 * open links too, and uses the token up when it is pressed. An application with a page of its own
 * calls {@link #consume} there, in answer to a POST.
 */
public final class ActionTokens {

  private static final Duration LONGEST = Duration.ofDays(30);
  private static final int LONGEST_TEXT = 256;

  private final ActionTokenService service;

  ActionTokens(ActionTokenService service) {
    this.service = service;
  }

  /**
   * A token.
   *
   * @param purpose what it is for, such as {@code activate}; at most 256 characters
   * @param subject whom it is for; at most 256 characters
   * @param lifetime from a second to 30 days; ten minutes are usual (ASVS 6.5.5)
   * @throws io.sallyport.spi.StoreUnavailableException if the store, which must know of each token,
   *     does not answer
   * @throws IllegalArgumentException if any of them is empty or out of its limits
   */
  public String issue(String purpose, String subject, Duration lifetime) {
    require("purpose", purpose);
    require("subject", subject);
    if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("lifetime must be from PT1S to PT720H, not " + lifetime);
    }
    return service.issue(purpose, subject, lifetime);
  }

  private static void require(String name, String text) {
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(name + " must have 1 to " + LONGEST_TEXT + " characters");
    }
  }

  /**
   * Uses a token: exactly once, on whichever node and however many at once.
   *
   * @return whom it is for; nothing if it is no such token, over, for another purpose, or used
   * @throws io.sallyport.spi.StoreUnavailableException if that cannot be known; the token may be
   *     used up
   */
  public Optional<String> consume(String purpose, String token) {
    // An application may hand on a parameter that did not come.
    return token == null ? Optional.empty() : service.consume(purpose, token);
  }
}
