package io.sallyport.internal.login;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets nobody guess for long. Attempts are counted by name, whoever makes them: a client's address
 * or header would be the guesser's choice. The price is that a guesser can keep the person out for
 * the window, too.
 */
public final class LoginThrottle implements CredentialCheck {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\s\\x{85}]+");
  // Soft hyphens, joiners, marks of direction, variation selectors: mapped to nothing.
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cc}\\p{Cf}\\x{34F}\\x{1806}\\x{180B}-\\x{180D}\\x{FE00}-\\x{FE0F}\\x{FFFC}]");

  private final CredentialCheck check;
  private final TokenStore store;
  private final int most;
  private final Duration window;

  private LoginThrottle(CredentialCheck check, TokenStore store, int most, Duration window) {
    this.check = check;
    this.store = store;
    this.most = most;
    this.window = window;
  }

  /**
   * A throttled check.
   *
   * @param most how many attempts at one name are looked at in a window
   * @param window from the first attempt on
   */
  public static LoginThrottle of(
      CredentialCheck check, TokenStore store, int most, Duration window) {
    return new LoginThrottle(check, store, most, window);
  }

  @Override
  public Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password)
      throws TooManyAttemptsException {
    if (!Plausibility.isPlausible(name, password)) {
      // Nothing to count: nobody has such a name or password.
      return Optional.empty();
    }
    String key = keyOf(name);
    // Before the password is looked at: of many attempts at once no more are looked at either.
    long attempt = count(key);
    if (attempt > most) {
      // The store does not tell when the window ends; it is no longer than this.
      throw new TooManyAttemptsException(window);
    }
    try {
      Optional<AuthPrincipal> caller = check.check(request, name, password);
      if (caller.isPresent()) {
        clear(key);
      }
      return caller;
    } catch (CredentialOutageException e) {
      // People who try again while the database is away have not guessed. Only the first attempt of
      // a window is forgiven: it takes no guess along that was looked at before it.
      if (attempt == 1) {
        clear(key);
      }
      throw e;
    }
  }

  private long count(String key) {
    try {
      return store.countAttempt(key, window);
    } catch (StoreUnavailableException e) {
      throw new CredentialOutageException(String.valueOf(e.getMessage()));
    }
  }

  // A count that stays too high shuts nobody in; it ends with its window.
  private void clear(String key) {
    try {
      store.clearAttempts(key);
    } catch (StoreUnavailableException e) {
      LOGGER.log(Level.WARNING, "attempts at a name were not cleared: {0}", e.getMessage());
    }
  }

  private static String keyOf(String name) {
    String folded = fold(name);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("login " + folded).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The same for all spellings that a directory or database may take for one person: prepared as
   * RFC 4518, 2 prepares what directories compare.
   */
  private static String fold(String name) {
    String seen = UNSEEN.matcher(BLANKS.matcher(name).replaceAll(" ")).replaceAll("");
    String plain = Normalizer.normalize(seen, Normalizer.Form.NFKC);
    // By way of the upper case, where "ß" and both small sigmas are what they stand for.
    String lower = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return BLANKS.matcher(lower).replaceAll(" ").strip();
  }

  @Override
  public String toString() {
    return "LoginThrottle[" + most + " in " + window + ", " + check + "]";
  }
}
