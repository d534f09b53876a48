package io.sallyport.internal.request;

import io.sallyport.internal.access.PathExclusions;
import io.sallyport.internal.access.Preflight;
import io.sallyport.internal.access.RequestPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * Finds the requests that continue without authentication: exclusions, login pages and CORS
 * preflights.
 */
public final class ExemptPaths {

  private final PathExclusions exclusions;
  private final Set<String> loginPages;
  private final boolean preflightAllowed;

  /**
   * Creates the exempt paths.
   *
   * @param loginPages paths of the login pages, without queries
   * @param preflightAllowed whether CORS preflights continue
   */
  public ExemptPaths(PathExclusions exclusions, Set<String> loginPages, boolean preflightAllowed) {
    this.exclusions = exclusions;
    this.loginPages = Set.copyOf(loginPages);
    this.preflightAllowed = preflightAllowed;
  }

  /** Returns the patterns of {@code auth.path-exclusions}. */
  public PathExclusions exclusions() {
    return exclusions;
  }

  boolean isAllowedPreflight(HttpServletRequest request) {
    return preflightAllowed && Preflight.isPreflight(request);
  }

  /**
   * Returns whether a client's request continues without authentication.
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

  /** Returns the same for a dispatch inside the application. */
  boolean isExemptDispatch(RequestPath path, boolean callerRequired) {
    return exclusions.matches(path) && !callerRequired;
  }
}
