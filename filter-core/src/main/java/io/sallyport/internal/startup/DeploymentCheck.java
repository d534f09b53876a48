package io.sallyport.internal.startup;

import io.sallyport.internal.descriptor.FilterMapping;
import io.sallyport.internal.descriptor.WebXml;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks web.xml around the filter for what its deployer may not expect. */
final class DeploymentCheck {

  private final WebXml webXml;
  private final String filterName;

  DeploymentCheck(WebXml webXml, String filterName) {
    this.webXml = webXml;
    this.filterName = filterName;
  }

  /** The findings: one sentence each, with the fix. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    checkDispatchers(findings);
    checkOrder(findings);
    checkContainerSecurity(findings);
    return findings;
  }

  private void checkDispatchers(List<String> findings) {
    Set<String> missing = new TreeSet<>();
    for (DispatcherType type : EnumSet.allOf(DispatcherType.class)) {
      missing.add(type.name());
    }
    boolean mapped = false;
    for (FilterMapping mapping : webXml.filterMappings()) {
      if (mapping.filterName().equals(filterName)) {
        mapped = true;
        missing.removeAll(mapping.dispatchers());
      }
    }
    // The filter may be mapped by code or annotation, which web.xml does not show.
    if (mapped && !missing.isEmpty()) {
      findings.add(
          "<filter-mapping> without "
              + String.join(", ", missing)
              + ": access rules are not checked in these dispatches, and the caller is missing; add"
              + " <dispatcher> elements");
    }
  }

  private void checkOrder(List<String> findings) {
    boolean ours =
        webXml.filterMappings().stream()
            .anyMatch(mapping -> mapping.filterName().equals(filterName));
    if (!ours) {
      return;
    }
    CorsFilters cors = new CorsFilters(webXml);
    cors.otherFilterBefore(filterName)
        .ifPresent(
            name ->
                findings.add(
                    "<filter-mapping> of \""
                        + name
                        + "\" is before Sallyport, so that it runs for unauthenticated callers; if that"
                        + " is not intended, move Sallyport's <filter-mapping> to the top (only CORS"
                        + " filters go before it)"));
    cors.misplacedAfter(filterName)
        .ifPresent(
            name ->
                findings.add(
                    "<filter-mapping> of the CORS filter \""
                        + name
                        + "\" is after Sallyport, so that 401 and 403 have no CORS headers and preflights"
                        + " are rejected; move its <filter-mapping> before Sallyport"));
  }

  private void checkContainerSecurity(List<String> findings) {
    List<String> constrained = webXml.constrainedPatterns();
    if (!constrained.isEmpty()) {
      findings.add(
          "<security-constraint> on "
              + String.join(", ", constrained)
              + " is checked before any filter, so that callers with a token are rejected there; use"
              + " auth.rules for these paths, or another auth.integration");
    }
    if (webXml.hasLoginConfig()) {
      findings.add(
          "<login-config>: the server's login runs before any filter on paths with a"
              + " <security-constraint>; its callers are authenticated for Sallyport too");
    }
  }
}
