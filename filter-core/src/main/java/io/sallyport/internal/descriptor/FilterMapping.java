package io.sallyport.internal.descriptor;

import java.util.List;
import java.util.Set;

/** A {@code <filter-mapping>} of web.xml. */
public final class FilterMapping {

  private final String filterName;
  private final List<String> patterns;
  private final Set<String> dispatchers;

  FilterMapping(String filterName, List<String> patterns, Set<String> dispatchers) {
    this.filterName = filterName;
    this.patterns = List.copyOf(patterns);
    this.dispatchers = Set.copyOf(dispatchers);
  }

  public String filterName() {
    return filterName;
  }

  /** The URL patterns; empty if it names servlets. */
  public List<String> patterns() {
    return patterns;
  }

  /** Names of {@code DispatcherType}; REQUEST if the mapping names none. */
  public Set<String> dispatchers() {
    return dispatchers;
  }
}
