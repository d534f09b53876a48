package io.sallyport;

import io.sallyport.internal.engine.CredentialSource;
import io.sallyport.internal.engine.RoleNames;
import io.sallyport.internal.jwt.ClaimMapping;
import io.sallyport.internal.jwt.ClaimPath;
import io.sallyport.internal.jwt.IssuePolicy;
import io.sallyport.internal.jwt.JwtSource;
import io.sallyport.internal.jwt.ProviderPreset;
import io.sallyport.internal.jwt.RefusedTokenException;
import io.sallyport.internal.jwt.TokenCarriers;
import io.sallyport.internal.jwt.TokenIssuer;
import io.sallyport.internal.jwt.TokenPolicy;
import io.sallyport.internal.jwt.TokenText;
import io.sallyport.internal.jwt.TokenVerifier;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts that verify tokens, and hand them out. In mode {@code session} there are none. */
final class TokenAssembly {

  private final Settings settings;
  private final Problems problems;
  private final Clock clock;
  private Optional<CredentialSource> source = Optional.empty();
  private Optional<TokenIssuer> issuer = Optional.empty();

  private TokenAssembly(Settings settings, Problems problems, Clock clock) {
    this.settings = settings;
    this.problems = problems;
    this.clock = clock;
  }

  static TokenAssembly of(Settings settings, Problems problems, StartupReport report, Clock clock) {
    TokenAssembly tokens = new TokenAssembly(settings, problems, clock);
    if (!settings.text(Setting.AUTH_MODE).equals("session")) {
      tokens.assemble(KeyAssembly.of(settings, problems, report), report);
    }
    return tokens;
  }

  private void assemble(KeyAssembly keys, StartupReport report) {
    List<ClaimPath> names = paths(Setting.NAME_CLAIMS);
    List<ClaimPath> roles = paths(Setting.ROLE_PATHS);
    if (keys.verification().isEmpty() || names.isEmpty() || roles.isEmpty()) {
      // The problems say why; there is nothing to go on with.
      return;
    }
    TokenPolicy policy = policy();
    TokenVerifier verifier = TokenVerifier.of(keys.verification().get(), policy, clock);
    ClaimMapping mapping = ClaimMapping.of(names, roles, roleNames(settings));
    source = Optional.of(JwtSource.of(carriers(), verifier, mapping));
    if (keys.signing().isPresent() && handsOutTokens()) {
      Duration lifetime = settings.findDuration(Setting.TOKEN_LIFETIME).orElseThrow();
      TokenIssuer own =
          TokenIssuer.of(
              keys.signing().get(),
              IssuePolicy.of(policy, lifetime, names.get(0), roles.get(0)),
              clock);
      checkOwnTokens(own, verifier, mapping);
      issuer = Optional.of(own);
    }
    describe(report, keys);
  }

  // A signing key that belongs to another public key, a required claim that we do not write: better
  // found now than by the first caller.
  private void checkOwnTokens(TokenIssuer own, TokenVerifier verifier, ClaimMapping mapping) {
    try {
      TokenText probe = TokenText.of(own.issue("self-check", List.of()).text());
      mapping.principal(verifier.verify(probe));
    } catch (RefusedTokenException e) {
      problems.add(
          "the tokens that we would hand out would be refused by these settings: "
              + e.rejection()
              + ", "
              + e.facts()
              + "; make \"auth.token.signing-key\" and the checks agree");
    }
  }

  private TokenPolicy policy() {
    return TokenPolicy.builder()
        .issuer(settings.find(Setting.ISSUER))
        .audiences(settings.list(Setting.AUDIENCES))
        .leeway(settings.findDuration(Setting.CLOCK_SKEW).orElseThrow())
        .maxAge(settings.findDuration(Setting.TOKEN_AGE))
        .requiredClaims(settings.list(Setting.REQUIRED_CLAIMS))
        .allowedTypes(settings.list(Setting.ALLOWED_TYPES))
        .maxLength(settings.integer(Setting.MAX_LENGTH))
        .build();
  }

  private TokenCarriers carriers() {
    boolean header = cookie().isEmpty() || settings.isOn(Setting.ALWAYS_CHECK_AUTHORIZATION);
    return TokenCarriers.of(header, cookie(), settings.isOn(Setting.ALLOW_URI_QUERY_PARAMETER));
  }

  private List<ClaimPath> paths(Setting setting) {
    List<ClaimPath> paths = new ArrayList<>();
    for (String text : texts(setting)) {
      try {
        paths.add(ClaimPath.parse(text));
      } catch (IllegalArgumentException e) {
        problems.add(setting, String.valueOf(e.getMessage()) + ": " + text);
      }
    }
    return paths;
  }

  // A provider's ways stand in for our defaults, not for what the deployer wrote.
  private List<String> texts(Setting setting) {
    Optional<ProviderPreset> preset = settings.find(Setting.PROVIDER).map(ProviderPreset::of);
    if (settings.isSet(setting) || preset.isEmpty()) {
      return settings.list(setting);
    }
    return setting == Setting.NAME_CLAIMS ? preset.get().nameClaims() : preset.get().rolePaths();
  }

  static RoleNames roleNames(Settings settings) {
    return RoleNames.of(
        settings.text(Setting.ROLES_STRIP_PREFIX), settings.pairs(Setting.ROLES_MAP));
  }

  private boolean handsOutTokens() {
    boolean loginHandsOut =
        settings.isSet(Setting.LOGIN_PATH) && settings.text(Setting.AUTH_MODE).equals("jwt");
    return settings.isSet(Setting.TOKEN_PATH) || loginHandsOut;
  }

  private void describe(StartupReport report, KeyAssembly keys) {
    String header = "the Authorization header";
    String where =
        cookie().map(name -> "the cookie " + name).orElse(header)
            + (settings.isOn(Setting.ALWAYS_CHECK_AUTHORIZATION) ? " and " + header : "")
            + (settings.isOn(Setting.ALLOW_URI_QUERY_PARAMETER) ? ", access_token in a GET" : "");
    report
        .line("tokens in", where)
        .lines("keys", keys.verification().orElseThrow().describe())
        .line("issuer", settings.find(Setting.ISSUER).orElse("any"))
        .line(
            "audiences",
            settings.find(Setting.AUDIENCES).isPresent()
                ? String.join(", ", settings.list(Setting.AUDIENCES))
                : "any");
    if (settings.find(Setting.ISSUER).isEmpty() || settings.find(Setting.AUDIENCES).isEmpty()) {
      report.warning(
          "tokens of any issuer or for any audience are taken if a key fits; set"
              + " \"mp.jwt.verify.issuer\" and \"mp.jwt.verify.audiences\" (RFC 8725, 3.8, 3.9)");
    }
  }

  Optional<CredentialSource> source() {
    return source;
  }

  Optional<TokenIssuer> issuer() {
    return issuer;
  }

  /** The cookie that carries tokens, if one does. */
  Optional<String> cookie() {
    return settings.text(Setting.TOKEN_HEADER).equals("Cookie")
        ? settings.find(Setting.TOKEN_COOKIE)
        : Optional.empty();
  }
}
