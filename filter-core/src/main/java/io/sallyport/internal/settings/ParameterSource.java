package io.sallyport.internal.settings;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sources of a setting's text, in order: filter parameter, context parameter, system property,
 * environment variable, fallback. The first that has a text counts. Immutable.
 */
public final class ParameterSource {

  private final Map<String, String> filterParameters;
  private final Map<String, String> contextParameters;
  private final ProcessSettings process;
  private final Map<String, String> fallback;

  private ParameterSource(
      Map<String, String> filterParameters,
      Map<String, String> contextParameters,
      ProcessSettings process,
      Map<String, String> fallback) {
    this.filterParameters = Map.copyOf(filterParameters);
    this.contextParameters = Map.copyOf(contextParameters);
    this.process = process;
    this.fallback = Map.copyOf(fallback);
  }

  /** The parameters of a filter. */
  public static ParameterSource of(FilterConfig config) {
    return new ParameterSource(
        collect(config.getInitParameterNames(), config::getInitParameter),
        contextParameters(config.getServletContext()),
        ProcessSettings.ofThisProcess(),
        Map.of());
  }

  /** The parameters of an integration that has none of its own. */
  public static ParameterSource of(ServletContext context) {
    return new ParameterSource(
        Map.of(), contextParameters(context), ProcessSettings.ofThisProcess(), Map.of());
  }

  /**
   * The parameters of a web.xml whose application is not deployed here. References to the process,
   * its files and its JNDI names are not resolved.
   */
  public static ParameterSource ofWebXml(
      Map<String, String> filterParameters, Map<String, String> contextParameters) {
    return new ParameterSource(
        filterParameters, contextParameters, ProcessSettings.unknown(), Map.of());
  }

  static ParameterSource of(
      Map<String, String> filterParameters,
      Map<String, String> contextParameters,
      Map<String, String> properties,
      Map<String, String> environment) {
    return new ParameterSource(
        filterParameters, contextParameters, ProcessSettings.of(properties, environment), Map.of());
  }

  /** The same source, with fallback texts for names that are found nowhere else. */
  public ParameterSource withFallback(Map<String, String> texts) {
    return new ParameterSource(filterParameters, contextParameters, process, texts);
  }

  private static Map<String, String> contextParameters(ServletContext context) {
    return collect(context.getInitParameterNames(), context::getInitParameter);
  }

  private static Map<String, String> collect(
      Enumeration<String> names, Function<String, @Nullable String> values) {
    Map<String, String> collected = new LinkedHashMap<>();
    for (String name : Collections.list(names)) {
      String value = values.apply(name);
      if (value != null) {
        collected.put(name, value);
      }
    }
    return collected;
  }

  /** The text in web.xml, with its references. */
  Optional<String> findInWebXml(String name) {
    String own = filterParameters.get(name);
    return Optional.ofNullable(own == null ? contextParameters.get(name) : own);
  }

  /** The text of the process: system property, then environment variable. */
  Optional<String> findOutside(String name) {
    Optional<String> property = findProperty(name);
    return property.isPresent() ? property : findMapped(name);
  }

  /** The fallback text. */
  Optional<String> findFallback(String name) {
    return Optional.ofNullable(fallback.get(name));
  }

  /** The place that the text is read from, as an error names it; empty if no place has it. */
  Optional<String> findPlace(String name) {
    if (filterParameters.containsKey(name)) {
      return Optional.of("init-param");
    }
    if (contextParameters.containsKey(name)) {
      return Optional.of("context-param");
    }
    if (findProperty(name).isPresent()) {
      return Optional.of("system property");
    }
    if (findMapped(name).isPresent()) {
      return Optional.of("environment variable");
    }
    return findFallback(name).map(text -> "keycloak.json");
  }

  /** Whether web.xml or the process has the name, even with a blank text. */
  public boolean has(String name) {
    return findInWebXml(name).isPresent() || findOutside(name).isPresent();
  }

  Optional<String> findProperty(String name) {
    return process.findProperty(name);
  }

  Optional<String> findVariable(String name) {
    return process.findVariable(name);
  }

  // MicroProfile Config 3.0, "Environment Variables Mapping Rules": the name unchanged, then with
  // every other character replaced by _, then that in upper case.
  private Optional<String> findMapped(String name) {
    String replaced = name.replaceAll("[^A-Za-z0-9_]", "_");
    for (String candidate : new String[] {name, replaced, replaced.toUpperCase(Locale.ROOT)}) {
      Optional<String> value = process.findVariable(candidate);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  /** Whether references can be resolved. */
  boolean isDeployed() {
    return process.isKnown();
  }

  Set<String> filterParameterNames() {
    return filterParameters.keySet();
  }

  Set<String> contextParameterNames() {
    return contextParameters.keySet();
  }
}
