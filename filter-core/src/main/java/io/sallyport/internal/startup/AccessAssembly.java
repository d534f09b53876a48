package io.sallyport.internal.startup;

import io.sallyport.internal.access.AccessRules;
import io.sallyport.internal.access.CrossSiteCheck;
import io.sallyport.internal.access.PathAllowance;
import io.sallyport.internal.access.PathExclusions;
import io.sallyport.internal.access.PathGuard;
import io.sallyport.internal.access.RuleFormatException;
import io.sallyport.internal.endpoint.ReturnTargets;
import io.sallyport.internal.request.AccessPolicy;
import io.sallyport.internal.request.ChallengePolicy;
import io.sallyport.internal.request.ExemptPaths;
import io.sallyport.internal.request.Integration;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Builds the access rules, the path checks and the challenges from the settings. */
final class AccessAssembly {

  private final Settings settings;
  private final Problems problems;
  private final AccessRules rules;
  private final AccessPolicy policy;

  private AccessAssembly(StartupContext context) {
    this.settings = context.settings();
    this.problems = context.problems();
    this.rules = readRules(context.deployment().integration());
    this.policy =
        new AccessPolicy(
            guard(settings),
            new ExemptPaths(
                readExclusions(), loginPages(), settings.isOn(Setting.ALLOW_CORS_PREFLIGHT)),
            rules,
            CrossSiteCheck.of(new HashSet<>(settings.list(Setting.TRUSTED_ORIGINS))));
  }

  static AccessAssembly of(StartupContext context) {
    AccessAssembly access = new AccessAssembly(context);
    StartupReport report = context.report();
    Integration integration = context.deployment().integration();
    if (integration.isContainerWide()) {
      report.line("integration", integration.word() + ", with the server's <security-constraint>s");
    }
    report
        .lines("rules", access.rules.describe())
        .line("permitted", String.join(", ", access.permittedPaths()))
        .warnings(access.rules.warnings())
        .warnings(accepted(context.settings()).warnings(access.rules))
        .warnings(access.exclusionWarnings());
    return access;
  }

  private static RuleCredentials accepted(Settings settings) {
    return RuleCredentials.of(
        settings.mode(), settings.text(Setting.TOKEN_HEADER).equals("Cookie"));
  }

  // An integration of the container has the server's constraints, and rules are added to them. The
  // filter has its rules only.
  private AccessRules readRules(Integration integration) {
    if (settings.isSet(Setting.RULES)) {
      try {
        return AccessRules.parse(settings.text(Setting.RULES));
      } catch (RuleFormatException e) {
        e.problems().forEach(problem -> problems.add(Setting.RULES, problem));
      }
    }
    return integration.isContainerWide()
        ? AccessRules.permitEverywhere()
        : AccessRules.authenticatedEverywhere();
  }

  // Login pages are excluded too. Otherwise a browser whose cookie holds an invalid token would be
  // redirected from the login page to itself.
  private PathExclusions readExclusions() {
    try {
      return PathExclusions.parse(excluded());
    } catch (RuleFormatException e) {
      e.problems().forEach(problem -> problems.add(Setting.PATH_EXCLUSIONS, problem));
      return PathExclusions.none();
    }
  }

  private List<String> excluded() {
    List<String> excluded = new ArrayList<>(settings.list(Setting.PATH_EXCLUSIONS));
    excluded.addAll(loginPages());
    return excluded;
  }

  private Set<String> loginPages() {
    Set<String> pages = new LinkedHashSet<>();
    settings.find(Setting.LOGIN_PAGE).map(AccessAssembly::pathOf).ifPresent(pages::add);
    settings.find(Setting.LOGIN_ERROR_PAGE).map(AccessAssembly::pathOf).ifPresent(pages::add);
    return pages;
  }

  private static String pathOf(String page) {
    int query = page.indexOf('?');
    return query < 0 ? page : page.substring(0, query);
  }

  /** The URLs that a browser may be redirected to after a login. */
  static ReturnTargets returnTargets(Settings settings) {
    PathGuard guard = guard(settings);
    return ReturnTargets.of(path -> guard.findSuspicion(path, path).isEmpty());
  }

  private static PathGuard guard(Settings settings) {
    return PathGuard.of(allowances(settings));
  }

  private static Set<PathAllowance> allowances(Settings settings) {
    Set<PathAllowance> allowed = EnumSet.noneOf(PathAllowance.class);
    add(settings, allowed, Setting.ALLOW_ENCODED_SLASH, PathAllowance.ENCODED_SLASH);
    add(settings, allowed, Setting.ALLOW_BACKSLASH, PathAllowance.BACKSLASH);
    add(settings, allowed, Setting.ALLOW_PATH_PARAMETERS, PathAllowance.PATH_PARAMETERS);
    add(settings, allowed, Setting.ALLOW_ENCODED_PERCENT, PathAllowance.ENCODED_PERCENT);
    add(settings, allowed, Setting.ALLOW_DOUBLE_SLASH, PathAllowance.DOUBLE_SLASH);
    add(settings, allowed, Setting.ALLOW_REWRITTEN_PATH, PathAllowance.REWRITTEN_PATH);
    return allowed;
  }

  private static void add(
      Settings settings, Set<PathAllowance> allowed, Setting setting, PathAllowance allowance) {
    if (settings.isOn(setting)) {
      allowed.add(allowance);
    }
  }

  private List<String> exclusionWarnings() {
    List<String> warnings = new ArrayList<>();
    for (String ending : policy.exempt().exclusions().endings()) {
      warnings.add(
          "auth.path-exclusions: \""
              + ending
              + "\" excludes every path with this extension, also one that a servlet mapped to / or"
              + " a filter handles; use a prefix such as /static/*");
    }
    return warnings;
  }

  private List<String> permittedPaths() {
    List<String> permitted = new ArrayList<>(excluded());
    permitted.addAll(rules.permittedPatterns());
    return permitted.isEmpty() ? List.of("none") : permitted;
  }

  ChallengePolicy challengePolicy() {
    return ChallengePolicy.builder()
        .scheme(settings.mode().hasTokens() ? "Bearer" : "Session")
        .realm(settings.text(Setting.AUTH_REALM))
        .loginPage(settings.find(Setting.LOGIN_PAGE))
        .returnParameter(settings.text(Setting.RETURN_URL_PARAMETER))
        .returnTargets(returnTargets(settings))
        .autodetecting(settings.isOn(Setting.AUTODETECT_BEARER_ONLY))
        .tokenInQueryAllowed(settings.isOn(Setting.ALLOW_URI_QUERY_PARAMETER))
        .build();
  }

  AccessPolicy policy() {
    return policy;
  }

  Set<String> roleNames() {
    return rules.roleNames();
  }
}
