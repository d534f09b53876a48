package io.sallyport.internal.startup;

import io.sallyport.internal.engine.CredentialSource;
import io.sallyport.internal.issue.IssuePolicy;
import io.sallyport.internal.issue.TokenIssuer;
import io.sallyport.internal.jwt.BearerTokenResolver;
import io.sallyport.internal.jwt.CertificateBinding;
import io.sallyport.internal.jwt.ClaimPath;
import io.sallyport.internal.jwt.JwtSource;
import io.sallyport.internal.jwt.LogoutTokenReader;
import io.sallyport.internal.jwt.RejectedTokenException;
import io.sallyport.internal.jwt.TokenAuthenticator;
import io.sallyport.internal.jwt.TokenText;
import io.sallyport.internal.jwt.TokenVerifier;
import io.sallyport.internal.jwt.TrustedIssuer;
import io.sallyport.internal.jwt.TrustedIssuers;
import io.sallyport.internal.jwt.VerifiedTokenCache;
import io.sallyport.internal.key.SigningKey;
import io.sallyport.internal.key.VerificationKeys;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.settings.IssuerEntry;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the parts that verify and issue tokens. In mode {@code session}, only action tokens exist.
 */
final class TokenAssembly {

  private final Settings settings;
  private final Problems problems;
  private final StartupReport report;
  private final Clock clock;
  private final String contextPath;
  private final KeyRefreshAssembly refresh;
  private final Optional<RevocationList> revocations;
  private final Map<String, TokenVerifier> logoutVerifiers = new HashMap<>();
  private Optional<VerificationKeys> ownKeys = Optional.empty();
  private Optional<CredentialSource> source = Optional.empty();
  private Optional<VerifiedTokenCache> cache = Optional.empty();
  private Optional<TokenIssuer> issuer = Optional.empty();

  private TokenAssembly(StartupContext context, Optional<RevocationList> revocations) {
    this.contextPath = context.deployment().contextPath();
    this.revocations = revocations;
    this.settings = context.settings();
    this.problems = context.problems();
    this.report = context.report();
    this.clock = context.clock();
    this.refresh = new KeyRefreshAssembly(settings, problems, report);
  }

  static TokenAssembly of(StartupContext context, Optional<RevocationList> revocations) {
    TokenAssembly tokens = new TokenAssembly(context, revocations);
    Settings settings = context.settings();
    if (settings.mode().hasTokens()) {
      tokens.assemble();
    } else if (settings.isSet(Setting.ACTION_PATH)) {
      tokens.assembleActions();
    }
    return tokens;
  }

  // Action links need a key in mode session too.
  private void assembleActions() {
    IssuerAssembly issuers = new IssuerAssembly(settings, problems, clock);
    KeyAssembly keys = KeyAssembly.of(settings, problems, report, refresh);
    keys.verification()
        .map(found -> issuers.first(found, issues(keys)))
        .ifPresent(own -> assembleIssuer(keys, issuers, own));
  }

  private void assemble() {
    IssuerAssembly issuers = new IssuerAssembly(settings, problems, clock);
    KeyAssembly keys = KeyAssembly.of(settings, problems, report, refresh);
    Map<String, TrustedIssuer> byName = new LinkedHashMap<>();
    Optional<TrustedIssuer> first =
        keys.verification().map(found -> issuers.first(found, issues(keys)));
    first.ifPresent(known -> byName.put(settings.text(Setting.ISSUER), known));
    keys.verification()
        .ifPresent(
            found ->
                logoutVerifiers.put(settings.text(Setting.ISSUER), issuers.firstLogout(found)));
    report.lines("keys", keys.verification().map(VerificationKeys::describe).orElse(List.of()));
    for (IssuerEntry entry : settings.issuers()) {
      furtherKeys(entry)
          .ifPresent(
              found -> {
                byName.put(entry.issuer(), issuers.further(entry, found));
                logoutVerifiers.put(entry.issuer(), issuers.furtherLogout(entry, found));
              });
    }
    if (byName.isEmpty() || !problems.sentences().isEmpty()) {
      // The problems stop the start.
      return;
    }
    TokenAuthenticator authenticator =
        settings.issuers().isEmpty()
            ? first.orElseThrow()
            : TrustedIssuers.of(byName, settings.integer(Setting.MAX_LENGTH));
    source =
        Optional.of(
            JwtSource.of(
                carriers(),
                cached(authenticator),
                CertificateBinding.of(settings.isOn(Setting.REQUIRE_CERTIFICATE_BINDING)),
                revocations));
    first.ifPresent(known -> assembleIssuer(keys, issuers, known));
    describe();
  }

  private Optional<VerificationKeys> furtherKeys(IssuerEntry entry) {
    Optional<VerificationKeys> keys =
        entry.keys().isPresent()
            ? refresh.located(Setting.TRUSTED_ISSUERS, entry.keys().get())
            : refresh.discovered(Setting.TRUSTED_ISSUERS, entry.issuer());
    keys.ifPresent(found -> report.lines("trusts", found.describe()));
    return keys;
  }

  private TokenAuthenticator cached(TokenAuthenticator authenticator) {
    int max = settings.integer(Setting.MAX_CACHED_TOKENS);
    if (max == 0) {
      return authenticator;
    }
    VerifiedTokenCache caching = VerifiedTokenCache.of(authenticator, max, clock);
    cache = Optional.of(caching);
    return caching;
  }

  private void assembleIssuer(KeyAssembly keys, IssuerAssembly issuers, TrustedIssuer verifier) {
    Optional<SigningKey> key = keys.signing();
    List<ClaimPath> names = issuers.firstNames();
    List<ClaimPath> roles = issuers.firstRoles();
    if (key.isEmpty() || !issues(keys)) {
      return;
    }
    Duration lifetime = settings.findDuration(Setting.TOKEN_LIFETIME).orElseThrow();
    IssuePolicy policy =
        IssuePolicy.of(issuers.firstPolicy(true), lifetime, names.get(0), roles.get(0))
            .exchangedAt(exchangeAudience());
    TokenIssuer own = TokenIssuer.of(key.get(), policy, clock);
    if (!keys.isVerificationAwaited()) {
      checkOwnTokens(own, verifier);
    }
    issuer = Optional.of(own);
    ownKeys = keys.verification();
  }

  // Applications that share issuer and key, and perhaps a store, must not accept each other's
  // refresh and action tokens.
  private String exchangeAudience() {
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
      problems.add(
          "the tokens that this application issues would be rejected by its own settings: "
              + e.rejection()
              + ", "
              + e.facts()
              + "; set \"auth.token.signing-key\" to the private key of the configured public key, and"
              + " check \"auth.jwt.required-claims\"");
    }
  }

  private BearerTokenResolver carriers() {
    boolean header = cookie().isEmpty() || settings.isOn(Setting.ALWAYS_CHECK_AUTHORIZATION);
    return BearerTokenResolver.of(
        header, cookie(), settings.isOn(Setting.ALLOW_URI_QUERY_PARAMETER));
  }

  private boolean issues(KeyAssembly keys) {
    return keys.signing().isPresent() && issuesTokens();
  }

  private boolean issuesTokens() {
    boolean loginIssues = settings.isSet(Setting.LOGIN_PATH) && !settings.mode().hasSessions();
    return settings.isSet(Setting.TOKEN_PATH)
        || settings.isSet(Setting.BRIDGE_PATH)
        || settings.isSet(Setting.ACTION_PATH)
        || loginIssues;
  }

  private void describe() {
    String header = "the Authorization header";
    String where =
        cookie().map(name -> "the cookie " + name).orElse(header)
            + (settings.isOn(Setting.ALWAYS_CHECK_AUTHORIZATION) ? " and " + header : "")
            + (settings.isOn(Setting.ALLOW_URI_QUERY_PARAMETER)
                ? ", access_token in the query of GET and HEAD"
                : "");
    boolean any = settings.issuers().isEmpty();
    report
        .line("tokens in", where)
        .line("issuer", settings.find(Setting.ISSUER).orElse(any ? "any" : "only the following"))
        .line(
            "audiences",
            settings.find(Setting.AUDIENCES).isPresent()
                ? String.join(", ", settings.list(Setting.AUDIENCES))
                : "any");
    for (IssuerEntry entry : settings.issuers()) {
      report.line("issuer", entry + ", audience " + String.join(", ", entry.audiences()));
    }
    boolean firstIsThere = any || settings.isSet(Setting.ISSUER);
    if (firstIsThere && !(settings.isSet(Setting.ISSUER) && settings.isSet(Setting.AUDIENCES))) {
      report.warning(
          "tokens of any issuer or for any audience are accepted if a key verifies them; set"
              + " \"mp.jwt.verify.issuer\" and \"mp.jwt.verify.audiences\" (RFC 8725, 3.8, 3.9)");
    }
  }

  /** Starts reading the keys that are read again. */
  void begin() {
    refresh.begin();
  }

  /** Ends the background work. */
  void close() {
    refresh.close();
  }

  Optional<CredentialSource> source() {
    return source;
  }

  Optional<TokenIssuer> issuer() {
    return issuer;
  }

  /** The keys that verify our own tokens; empty if we issue none. */
  Optional<VerificationKeys> ownKeys() {
    return ownKeys;
  }

  /** Reads logout tokens of all issuers. */
  LogoutTokenReader logoutTokens() {
    return LogoutTokenReader.of(logoutVerifiers, settings.integer(Setting.MAX_LENGTH));
  }

  /** The counters of the token cache; empty if there is no cache. */
  Map<String, Long> counts() {
    return cache.map(VerifiedTokenCache::counts).orElse(Map.of());
  }

  /** The cookie that carries tokens; empty if none does. */
  Optional<String> cookie() {
    return settings.text(Setting.TOKEN_HEADER).equals("Cookie")
        ? settings.find(Setting.TOKEN_COOKIE)
        : Optional.empty();
  }
}
