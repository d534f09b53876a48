package io.sallyport;

import io.sallyport.internal.issue.ActionTokenService;
import io.sallyport.internal.issue.TokenRevoker;
import io.sallyport.internal.startup.Assembly;
import jakarta.servlet.ServletContext;
import java.util.Optional;

/**
 * The API for applications: revokes tokens and sessions, and issues one-time tokens. Needs the
 * setting {@code auth.store}.
 *
 * <pre>{@code
 * // After a password change, or when an account is closed:
 * Sallyport.of(request.getServletContext()).logOutEverywhere("ann");
 * }</pre>
 *
 * <p>A method returns only if the revocation is stored. If a store does not answer, the method
 * throws {@link io.sallyport.spi.StoreUnavailableException}, and the call may be repeated.
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
   * Returns the instance of an application.
   *
   * @throws IllegalStateException if Sallyport has not been started in this application
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
   * Revokes all sessions and tokens of a user that were issued until now, on every node within a
   * second. Call it after a password change, when an account is closed, and for "log out
   * everywhere". Tokens of other issuers are revoked if their {@code iat} is not later than now
   * plus the leeway, as the issuer's clock may be ahead.
   *
   * @param name the user's name, as in {@code getUserPrincipal().getName()}
   * @throws IllegalStateException if the settings have no {@code auth.store}
   * @throws io.sallyport.spi.StoreUnavailableException if the revocation may be incomplete, because
   *     the store does not answer
   */
  public void logOutEverywhere(String name) {
    requireRevoker().person(name);
  }

  /**
   * Revokes one token, on every node within a second.
   *
   * @param issuer the token's {@code iss}; empty if it has none
   * @param id the token's {@code jti}
   * @throws IllegalArgumentException if the ID is empty: a token without {@code jti} cannot be
   *     revoked alone
   * @throws IllegalStateException if the settings have no {@code auth.store}
   * @throws io.sallyport.spi.StoreUnavailableException if the revocation may not be stored, because
   *     the store does not answer
   */
  public void revokeToken(String issuer, String id) {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a token without jti cannot be revoked alone");
    }
    requireRevoker().token(issuer, id);
  }

  /**
   * Returns the one-time tokens for action links, such as the link in an activation mail.
   *
   * @throws IllegalStateException if the settings have no {@code auth.store}, or no signing key
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
