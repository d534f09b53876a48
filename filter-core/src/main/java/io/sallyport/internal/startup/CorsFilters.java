package io.sallyport.internal.startup;

import io.sallyport.internal.descriptor.FilterMapping;
import io.sallyport.internal.descriptor.WebXml;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds known CORS filters in web.xml. They should be mapped before ours: they answer preflights,
 * which carry no credential, and add headers to our 401 and 403, without which a script cannot read
 * them. They do not authorize callers.
 */
final class CorsFilters {

  private static final Set<String> KNOWN =
      Set.of(
          "org.apache.catalina.filters.CorsFilter",
          "org.eclipse.jetty.servlets.CrossOriginFilter",
          "org.eclipse.jetty.ee8.servlets.CrossOriginFilter",
          "org.eclipse.jetty.ee9.servlets.CrossOriginFilter",
          "org.eclipse.jetty.ee10.servlets.CrossOriginFilter",
          "org.eclipse.jetty.ee11.servlets.CrossOriginFilter",
          "org.springframework.web.filter.CorsFilter",
          "com.thetransactioncompany.cors.CORSFilter",
          "org.ebaysf.web.cors.CORSFilter");

  private final WebXml webXml;

  CorsFilters(WebXml webXml) {
    this.webXml = webXml;
  }

  boolean isKnown(String filterName) {
    return webXml.filterClass(filterName).filter(KNOWN::contains).isPresent();
  }

  /** The first filter that is mapped before ours and is not a known CORS filter. */
  Optional<String> otherFilterBefore(String ours) {
    return webXml.filterMappings().stream()
        .map(FilterMapping::filterName)
        .takeWhile(name -> !name.equals(ours))
        .filter(name -> !isKnown(name))
        .findFirst();
  }

  /** The first known CORS filter, if ours is mapped before all of them. */
  Optional<String> misplacedAfter(String ours) {
    List<FilterMapping> mappings = webXml.filterMappings();
    Optional<String> first =
        mappings.stream()
            .map(FilterMapping::filterName)
            .filter(name -> name.equals(ours) || isKnown(name))
            .findFirst();
    return first.filter(ours::equals).isEmpty()
        ? Optional.empty()
        : mappings.stream().map(FilterMapping::filterName).filter(this::isKnown).findFirst();
  }
}
