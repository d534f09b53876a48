package io.sallyport;

import io.sallyport.internal.issue.ActionTokenService;
import io.sallyport.internal.issue.TokenRevoker;
import io.sallyport.internal.startup.Assembly;
import jakarta.servlet.ServletContext;
import java.util.Optional;

/**
 * What an application may ask Sallyport to do: take back what was given, and issue tokens for one
 * action. Needs the setting {@code auth.store}.
 *
 * <pre>{@code
 * // After a password was changed, or an account was closed:
 * Sallyport.of(request.getServletContext()).logOutEverywhere("ann");
 * }</pre>
 *
 * <p>Nothing is ever reported as done that is not: where a store does not answer, {@link
 * io.sallyport.spi.StoreUnavailableException} is thrown, and the call may be repeated.
 */
public final class Sallyport {

  private static final String ATTRIBUTE = "io.sallyport.api";

  private final Optional<TokenRevoker> revoker;
  private final Optional<ActionTokenService> actionTokens;

  private Sallyport(Optional<TokenRevoker> revoker, Optional<ActionTokenService> actionTokens) {
    this.revoker = revoker;
    this.actionTokens = actionTokens;
  }

  static Sallyport of(Assembly assembly) {
    return new Sallyport(assembly.revoker(), assembly.actionTokens());
  }

  /**
   * The one that guards an application.
   *
   * @throws IllegalStateException if none has been started for it
   */
  public static Sallyport of(ServletContext application) {
    Object found = application.getAttribute(ATTRIBUTE);
    if (found instanceof Sallyport) {
      return (Sallyport) found;
    }
    throw new IllegalStateException(
        "Sallyport did not start in this application: its <filter> or \"auth.integration\" is"
            + " missing, or it starts after this call");
  }

  void install(ServletContext application) {
    application.setAttribute(ATTRIBUTE, this);
  }

  static void remove(ServletContext application) {
    application.removeAttribute(ATTRIBUTE);
  }

  /**
   * Ends all sessions and tokens of a person that began up to now, on every node within a second:
   * after a password was changed, when an account is closed, for "log out everywhere". For tokens
   * of other issuers that is their {@code iat} up to now and the leeway, as their clock may be
   * ahead.
   *
   * @param name as {@code getUserPrincipal().getName()} shows it
   * @throws IllegalStateException if the settings have no {@code auth.store}
   * @throws io.sallyport.spi.StoreUnavailableException if it is not certain that all will end
   */
  public void logOutEverywhere(String name) {
    requireRevoker().person(name);
  }

  /**
   * Takes one token back, on every node within a second.
   *
   * @param issuer its {@code iss}; empty if it has none
   * @param id its {@code jti}
   * @throws IllegalArgumentException if the id is empty: then the token has none
   * @throws IllegalStateException if the settings have no {@code auth.store}
   * @throws io.sallyport.spi.StoreUnavailableException if it is not certain that it is taken back
   */
  public void revokeToken(String issuer, String id) {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a token without jti cannot be revoked alone");
    }
    requireRevoker().token(issuer, id);
  }

  /**
   * Tokens for one action, such as the link in an activation mail.
   *
   * @throws IllegalStateException if the settings have no {@code auth.store}, or no key to sign
   *     with
   */
  public ActionTokens actionTokens() {
    return new ActionTokens(
        actionTokens.orElseThrow(
            () ->
                new IllegalStateException(
                    "action tokens need \"auth.store\" and a key to sign with:"
                        + " \"auth.jwt.secretkey\" or \"auth.token.signing-key\", and"
                        + " \"auth.action.path\" or \"auth.token.path\"")));
  }

  private TokenRevoker requireRevoker() {
    return revoker.orElseThrow(
        () ->
            new IllegalStateException(
                "revocation needs \"auth.store\"; set it to memory, jdbc or" + " redis"));
  }
}
