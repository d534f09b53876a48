package io.sallyport.internal.request;

import io.sallyport.internal.access.PathExclusions;
import io.sallyport.internal.access.Preflight;
import io.sallyport.internal.access.RequestPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Requests that continue without a decision: exclusions, login pages and CORS preflights. */
public final class ExemptPaths {

  private final PathExclusions exclusions;
  private final Set<String> loginPages;
  private final boolean preflightAllowed;

  /**
   * Exempt paths.
   *
   * @param loginPages paths, without their queries, of the pages where users log in
   * @param preflightAllowed whether CORS preflights continue
   */
  public ExemptPaths(PathExclusions exclusions, Set<String> loginPages, boolean preflightAllowed) {
    this.exclusions = exclusions;
    this.loginPages = Set.copyOf(loginPages);
    this.preflightAllowed = preflightAllowed;
  }

  /** The patterns of {@code auth.path-exclusions}. */
  public PathExclusions exclusions() {
    return exclusions;
  }

  boolean isAllowedPreflight(HttpServletRequest request) {
    return preflightAllowed && Preflight.isPreflight(request);
  }

  /**
   * Whether a client's request continues without a decision.
   *
   * @param callerRequired whether the container rejects anonymous callers: then only the login
   *     pages are exempt
   */
  boolean isExempt(HttpServletRequest request, RequestPath path, boolean callerRequired) {
    if (callerRequired) {
      return loginPages.contains(path.text());
    }
    return exclusions.matches(path) || isAllowedPreflight(request);
  }

  /** The same for a dispatch inside the application. */
  boolean isExemptDispatch(RequestPath path, boolean callerRequired) {
    return exclusions.matches(path) && !callerRequired;
  }
}
