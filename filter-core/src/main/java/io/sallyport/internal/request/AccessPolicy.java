package io.sallyport.internal.request;

import io.sallyport.internal.access.AccessRules;
import io.sallyport.internal.access.CrossSiteCheck;
import io.sallyport.internal.access.PathGuard;

/** Holds the settings about paths: suspicious paths, exemptions, access rules and CSRF check. */
public final class AccessPolicy {

  private final PathGuard guard;
  private final ExemptPaths exempt;
  private final AccessRules rules;
  private final CrossSiteCheck crossSite;

  /** Creates the settings. */
  public AccessPolicy(
      PathGuard guard, ExemptPaths exempt, AccessRules rules, CrossSiteCheck crossSite) {
    this.guard = guard;
    this.exempt = exempt;
    this.rules = rules;
    this.crossSite = crossSite;
  }

  PathGuard guard() {
    return guard;
  }

  /** Returns the requests that continue without authentication. */
  public ExemptPaths exempt() {
    return exempt;
  }

  AccessRules rules() {
    return rules;
  }

  CrossSiteCheck crossSite() {
    return crossSite;
  }
}
