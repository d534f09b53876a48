package io.sallyport.internal.startup;

import io.sallyport.internal.engine.RoleNames;
import io.sallyport.internal.jwt.ClaimMapping;
import io.sallyport.internal.jwt.ClaimPath;
import io.sallyport.internal.jwt.ProviderPreset;
import io.sallyport.internal.jwt.RoleSeparator;
import io.sallyport.internal.jwt.TokenPolicy;
import io.sallyport.internal.jwt.TokenVerifier;
import io.sallyport.internal.jwt.TrustedIssuer;
import io.sallyport.internal.key.VerificationKeys;
import io.sallyport.internal.settings.IssuerEntry;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds the verifiers of issuers: the requirements for their tokens, and the claims that have name
 * and roles.
 */
final class IssuerAssembly {

  private final Settings settings;
  private final Problems problems;
  private final Clock clock;
  private final List<ClaimPath> firstNames;
  private final List<ClaimPath> firstRoles;

  IssuerAssembly(Settings settings, Problems problems, Clock clock) {
    this.settings = settings;
    this.problems = problems;
    this.clock = clock;
    this.firstNames = readFirstNames();
    this.firstRoles = readFirstRoles();
  }

  /**
   * The issuer of {@code mp.jwt.verify.issuer}; if unset, any issuer that signs with the configured
   * key.
   *
   * @param own whether we issue tokens in its name
   */
  TrustedIssuer first(VerificationKeys keys, boolean own) {
    return TrustedIssuer.of(
        TokenVerifier.of(keys, firstPolicy(own), clock),
        ClaimMapping.of(firstNames, firstRoles, separator(), roleNames(settings)));
  }

  /** An issuer of {@code auth.jwt.trusted-issuers}. */
  TrustedIssuer further(IssuerEntry entry, VerificationKeys keys) {
    Optional<ProviderPreset> provider = entry.provider().map(ProviderPreset::of);
    TokenPolicy policy = policy(Optional.of(entry.issuer()), entry.audiences(), provider).build();
    ClaimMapping mapping =
        ClaimMapping.of(
                entry.nameClaims().isEmpty()
                    ? provider.map(ProviderPreset::nameClaims).orElse(firstNames)
                    : names(Setting.TRUSTED_ISSUERS, entry.nameClaims()),
                entry.rolePaths().isEmpty()
                    ? provider.map(preset -> preset.rolePaths(entry.audiences())).orElse(firstRoles)
                    : paths(Setting.TRUSTED_ISSUERS, entry.rolePaths()),
                separator(),
                roleNames(settings))
            .withNamePrefix(entry.namePrefix());
    return TrustedIssuer.of(TokenVerifier.of(keys, policy, clock), mapping);
  }

  /** The verifier of the first issuer's logout tokens. */
  TokenVerifier firstLogout(VerificationKeys keys) {
    return logout(settings.find(Setting.ISSUER), settings.list(Setting.AUDIENCES), keys);
  }

  /** The verifier of a further issuer's logout tokens. */
  TokenVerifier furtherLogout(IssuerEntry entry, VerificationKeys keys) {
    return logout(Optional.of(entry.issuer()), entry.audiences(), keys);
  }

  // OpenID Connect Back-Channel Logout 1.0 requires it (2.4, 2.6): aud always has a client ID.
  private TokenVerifier logout(
      Optional<String> issuer, List<String> audiences, VerificationKeys keys) {
    List<String> clients = settings.list(Setting.BACK_CHANNEL_LOGOUT_AUDIENCES);
    return TokenVerifier.of(
        keys,
        TokenPolicy.builder()
            .issuer(issuer)
            .audiences(clients.isEmpty() ? audiences : clients)
            .leeway(settings.findDuration(Setting.CLOCK_SKEW).orElseThrow())
            .forLogoutTokens()
            .requiredClaims(List.of("iss", "iat", "jti"))
            .allowedTypes(List.of("logout+jwt", "JWT", "absent"))
            .maxLength(settings.integer(Setting.MAX_LENGTH))
            .build(),
        clock);
  }

  TokenPolicy firstPolicy(boolean own) {
    return policy(settings.find(Setting.ISSUER), settings.list(Setting.AUDIENCES), provider())
        .own(own)
        .build();
  }

  private TokenPolicy.Builder policy(
      Optional<String> issuer, List<String> audiences, Optional<ProviderPreset> provider) {
    TokenPolicy.Builder policy =
        TokenPolicy.builder()
            .issuer(issuer)
            .audiences(audiences)
            .leeway(settings.findDuration(Setting.CLOCK_SKEW).orElseThrow())
            .maxAge(settings.findDuration(Setting.TOKEN_AGE))
            .requiredClaims(requiredClaims())
            .allowedTypes(settings.list(Setting.ALLOWED_TYPES))
            .maxLength(settings.integer(Setting.MAX_LENGTH));
    provider.ifPresent(policy::provider);
    return policy;
  }

  private List<String> requiredClaims() {
    List<String> names = new ArrayList<>(settings.list(Setting.REQUIRED_CLAIMS));
    // A token without an id cannot be revoked alone.
    if (settings.isSet(Setting.STORE) && !settings.isOn(Setting.ALLOW_MISSING_JTI)) {
      names.add("jti");
    }
    return names;
  }

  List<ClaimPath> firstNames() {
    return firstNames;
  }

  List<ClaimPath> firstRoles() {
    return firstRoles;
  }

  // A provider preset replaces our defaults, but not the deployer's settings.
  private List<ClaimPath> readFirstNames() {
    return settings.isSet(Setting.NAME_CLAIMS) || provider().isEmpty()
        ? names(Setting.NAME_CLAIMS, settings.list(Setting.NAME_CLAIMS))
        : provider().get().nameClaims();
  }

  private List<ClaimPath> readFirstRoles() {
    return settings.isSet(Setting.ROLE_PATHS) || provider().isEmpty()
        ? paths(Setting.ROLE_PATHS, settings.list(Setting.ROLE_PATHS))
        : provider().get().rolePaths(settings.list(Setting.AUDIENCES));
  }

  private Optional<ProviderPreset> provider() {
    return settings.find(Setting.PROVIDER).map(ProviderPreset::of);
  }

  private List<ClaimPath> names(Setting setting, List<String> texts) {
    List<ClaimPath> names = paths(setting, texts);
    for (ClaimPath name : names) {
      if (name.isMultiple()) {
        problems.add(
            setting, "\"" + name + "\" is not valid; use the name of one claim, without []");
      }
    }
    return names;
  }

  private List<ClaimPath> paths(Setting setting, List<String> texts) {
    List<ClaimPath> paths = new ArrayList<>();
    for (String text : texts) {
      try {
        paths.add(ClaimPath.parse(text));
      } catch (IllegalArgumentException e) {
        problems.add(setting, "\"" + text + "\" is not valid; " + e.getMessage());
      }
    }
    return paths;
  }

  private RoleSeparator separator() {
    return RoleSeparator.of(settings.text(Setting.ROLE_SEPARATOR));
  }

  static RoleNames roleNames(Settings settings) {
    return RoleNames.of(
        settings.text(Setting.ROLES_STRIP_PREFIX), settings.pairs(Setting.ROLES_MAP));
  }
}
