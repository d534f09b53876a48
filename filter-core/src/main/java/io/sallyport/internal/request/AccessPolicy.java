package io.sallyport.internal.request;

import io.sallyport.internal.access.AccessRules;
import io.sallyport.internal.access.CrossSiteCheck;
import io.sallyport.internal.access.PathExclusions;
import io.sallyport.internal.access.PathGuard;
import java.util.Set;

/** Everything that web.xml says about paths. */
public final class AccessPolicy {

  private final PathGuard guard;
  private final PathExclusions exclusions;
  private final AccessRules rules;
  private final CrossSiteCheck crossSite;
  private final boolean preflightAllowed;
  private final Set<String> loginPages;

  public AccessPolicy(
      PathGuard guard,
      PathExclusions exclusions,
      AccessRules rules,
      CrossSiteCheck crossSite,
      boolean preflightAllowed,
      Set<String> loginPages) {
    this.guard = guard;
    this.exclusions = exclusions;
    this.rules = rules;
    this.crossSite = crossSite;
    this.preflightAllowed = preflightAllowed;
    this.loginPages = Set.copyOf(loginPages);
  }

  PathGuard guard() {
    return guard;
  }

  public PathExclusions exclusions() {
    return exclusions;
  }

  AccessRules rules() {
    return rules;
  }

  CrossSiteCheck crossSite() {
    return crossSite;
  }

  boolean isPreflightAllowed() {
    return preflightAllowed;
  }

  /** Paths, without their queries, of the pages at which people log in. */
  Set<String> loginPages() {
    return loginPages;
  }
}
