package io.sallyport.internal.startup;

import io.sallyport.internal.engine.CredentialSource;
import io.sallyport.internal.issue.TokenIssuer;
import io.sallyport.internal.jwt.BearerTokenResolver;
import io.sallyport.internal.jwt.CertificateBinding;
import io.sallyport.internal.jwt.JwtSource;
import io.sallyport.internal.jwt.LogoutTokenReader;
import io.sallyport.internal.jwt.TokenAuthenticator;
import io.sallyport.internal.jwt.TokenVerifier;
import io.sallyport.internal.jwt.TrustedIssuer;
import io.sallyport.internal.jwt.TrustedIssuers;
import io.sallyport.internal.jwt.VerifiedTokenCache;
import io.sallyport.internal.key.VerificationKeys;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.settings.IssuerEntry;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the parts that verify and issue tokens. In mode {@code session}, only action tokens exist.
 */
final class TokenAssembly {

  private final StartupContext context;
  private final Settings settings;
  private final Problems problems;
  private final StartupReport report;
  private final Clock clock;
  private final KeyRefreshAssembly refresh;
  private final Optional<RevocationList> revocations;
  private final Map<String, TokenVerifier> logoutVerifiers = new HashMap<>();
  private Optional<VerificationKeys> ownKeys = Optional.empty();
  private Optional<CredentialSource> source = Optional.empty();
  private Optional<VerifiedTokenCache> cache = Optional.empty();
  private Optional<TokenIssuer> issuer = Optional.empty();

  private TokenAssembly(StartupContext context, Optional<RevocationList> revocations) {
    this.context = context;
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
    TokenIssuerAssembly issuing = new TokenIssuerAssembly(context, keys, issuers);
    keys.verification()
        .map(found -> issuers.first(found, issuing.isNeeded()))
        .ifPresent(own -> assembleIssuer(issuing, own, keys.verification()));
  }

  private void assemble() {
    IssuerAssembly issuers = new IssuerAssembly(settings, problems, clock);
    KeyAssembly keys = KeyAssembly.of(settings, problems, report, refresh);
    TokenIssuerAssembly issuing = new TokenIssuerAssembly(context, keys, issuers);
    Map<String, TrustedIssuer> byName = new LinkedHashMap<>();
    Optional<TrustedIssuer> first =
        keys.verification().map(found -> issuers.first(found, issuing.isNeeded()));
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
    first.ifPresent(known -> assembleIssuer(issuing, known, keys.verification()));
    new TokenReport(settings, cookie()).writeTo(report);
  }

  private Optional<VerificationKeys> furtherKeys(IssuerEntry entry) {
    Optional<VerificationKeys> keys =
        entry.keys().isPresent()
            ? refresh.located(Setting.TRUSTED_ISSUERS, entry.keys().get())
            : refresh.discovered(Setting.TRUSTED_ISSUERS, entry.issuer());
    keys.ifPresent(found -> report.lines("trusts", found.describe()));
    return keys;
  }

  private void assembleIssuer(
      TokenIssuerAssembly issuing, TrustedIssuer verifier, Optional<VerificationKeys> keys) {
    issuer = issuing.build(verifier);
    ownKeys = issuer.isPresent() ? keys : Optional.empty();
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

  private BearerTokenResolver carriers() {
    boolean header = cookie().isEmpty() || settings.isOn(Setting.ALWAYS_CHECK_AUTHORIZATION);
    return BearerTokenResolver.of(
        header, cookie(), settings.isOn(Setting.ALLOW_URI_QUERY_PARAMETER));
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
