package io.sallyport.internal.request;

import io.sallyport.internal.access.AccessRules;
import io.sallyport.internal.access.CrossSiteCheck;
import io.sallyport.internal.access.PathGuard;

/** The settings about paths. */
public final class AccessPolicy {

  private final PathGuard guard;
  private final ExemptPaths exempt;
  private final AccessRules rules;
  private final CrossSiteCheck crossSite;

  /** The settings about paths. */
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

  /** The requests that continue without a decision. */
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
