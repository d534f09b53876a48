package io.sallyport.internal.startup;

import io.sallyport.internal.descriptor.FilterMapping;
import io.sallyport.internal.descriptor.WebXml;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks at what web.xml says around the filter that could surprise its deployer. */
final class DeploymentCheck {

  private final WebXml webXml;
  private final String filterName;

  DeploymentCheck(WebXml webXml, String filterName) {
    this.webXml = webXml;
    this.filterName = filterName;
  }

  /** One sentence each, with the remedy. */
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
    // Mapped by code or annotation, which no web.xml shows: nothing can be said.
    if (mapped && !missing.isEmpty()) {
      findings.add(
          "the filter is not mapped to "
              + String.join(", ", missing)
              + "; there the caller is lost or a forward opens a path: add <dispatcher> elements");
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
    cors.strangerBefore(filterName)
        .ifPresent(
            name ->
                findings.add(
                    "the filter \""
                        + name
                        + "\" is mapped before ours: it runs for callers whom nobody has checked;"
                        + " move our <filter-mapping> to the top (only CORS filters stand before it)"
                        + " unless that is meant"));
    cors.misplacedAfter(filterName)
        .ifPresent(
            name ->
                findings.add(
                    "the CORS filter \""
                        + name
                        + "\" is mapped after ours: 401 and 403 lack its headers and preflights are"
                        + " rejected; move its <filter-mapping> before ours"));
  }

  private void checkContainerSecurity(List<String> findings) {
    List<String> constrained = webXml.constrainedPatterns();
    if (!constrained.isEmpty()) {
      findings.add(
          "<security-constraint> on "
              + String.join(", ", constrained)
              + " acts before any filter: a caller with a token is refused there; use auth.rules"
              + " for these paths instead, or another auth.integration");
    }
    if (webXml.hasLoginConfig()) {
      findings.add(
          "<login-config> is there: the server's own login acts before any filter where a"
              + " <security-constraint> asks for it; its callers are known to us as well");
    }
  }
}
