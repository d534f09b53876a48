package io.sallyport.internal.startup;

import io.sallyport.internal.issue.IssuePolicy;
import io.sallyport.internal.issue.TokenIssuer;
import io.sallyport.internal.jwt.ClaimPath;
import io.sallyport.internal.jwt.RejectedTokenException;
import io.sallyport.internal.jwt.TokenText;
import io.sallyport.internal.jwt.TrustedIssuer;
import io.sallyport.internal.key.SigningKey;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Builds the issuer of our own tokens, if a setting needs one and there is a signing key. */
final class TokenIssuerAssembly {

  private final StartupContext context;
  private final Settings settings;
  private final KeyAssembly keys;
  private final IssuerAssembly issuers;

  TokenIssuerAssembly(StartupContext context, KeyAssembly keys, IssuerAssembly issuers) {
    this.context = context;
    this.settings = context.settings();
    this.keys = keys;
    this.issuers = issuers;
  }

  /** Whether this application issues tokens. */
  boolean isNeeded() {
    return keys.signing().isPresent() && issuesTokens();
  }

  /**
   * Builds the issuer.
   *
   * @param verifier verifies the tokens of this issuer
   */
  Optional<TokenIssuer> build(TrustedIssuer verifier) {
    Optional<SigningKey> key = keys.signing();
    if (key.isEmpty() || !isNeeded()) {
      return Optional.empty();
    }
    TokenIssuer own = TokenIssuer.of(key.get(), policy(), context.clock());
    if (!keys.isVerificationAwaited()) {
      checkOwnTokens(own, verifier);
    }
    return Optional.of(own);
  }

  private IssuePolicy policy() {
    List<ClaimPath> names = issuers.firstNames();
    List<ClaimPath> roles = issuers.firstRoles();
    Duration lifetime = settings.findDuration(Setting.TOKEN_LIFETIME).orElseThrow();
    return IssuePolicy.of(issuers.firstPolicy(true), lifetime, names.get(0), roles.get(0))
        .exchangedAt(exchangeAudience());
  }

  // Applications that share issuer and key, and perhaps a store, must not accept each other's
  // refresh and action tokens.
  private String exchangeAudience() {
    String contextPath = context.deployment().contextPath();
    String place = contextPath.isEmpty() ? "/" : contextPath;
    return settings
        .find(Setting.EXCHANGE_AUDIENCE)
        .orElseGet(() -> settings.text(Setting.ISSUER) + place);
  }

  // Finds a signing key of another public key, or a required claim that we do not write, at the
  // start instead of at the first request.
  private void checkOwnTokens(TokenIssuer own, TrustedIssuer verifier) {
    try {
      verifier.authenticate(TokenText.of(own.access(own.begin("self-check", List.of())).text()));
    } catch (RejectedTokenException e) {
      context
          .problems()
          .add(
              "the tokens that this application issues would be rejected by its own settings: "
                  + e.rejection()
                  + ", "
                  + e.facts()
                  + "; set \"auth.token.signing-key\" to the private key of the configured public key, and"
                  + " check \"auth.jwt.required-claims\"");
    }
  }

  private boolean issuesTokens() {
    boolean loginIssues = settings.isSet(Setting.LOGIN_PATH) && !settings.mode().hasSessions();
    return settings.isSet(Setting.TOKEN_PATH)
        || settings.isSet(Setting.BRIDGE_PATH)
        || settings.isSet(Setting.ACTION_PATH)
        || loginIssues;
  }
}
