package io.sallyport.internal.descriptor;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads roles, filters and security declarations from the WAR's web.xml, of any version from 2.2
 * on. Declarations by annotation, fragment or code are not included.
 */
public final class WebXml {

  private static final WebXml NONE = new WebXml(new Reading());

  private final Set<String> declaredRoles;
  private final Map<String, Map<String, String>> roleLinks;
  private final List<FilterMapping> filterMappings;
  private final Map<String, String> filterClasses;
  private final List<String> constrainedPatterns;
  private final Set<Integer> errorPages;
  private final boolean loginConfig;
  private final Map<String, String> contextParameters;

  private WebXml(Reading reading) {
    this.declaredRoles = Set.copyOf(reading.declaredRoles);
    this.roleLinks = Map.copyOf(reading.roleLinks);
    this.filterMappings = List.copyOf(reading.filterMappings);
    this.filterClasses = Map.copyOf(reading.filterClasses);
    this.constrainedPatterns = List.copyOf(reading.constrainedPatterns);
    this.errorPages = Set.copyOf(reading.errorPages);
    this.loginConfig = reading.loginConfig;
    this.contextParameters = Map.copyOf(reading.contextParameters);
  }

  /** The descriptor of an application without web.xml. */
  public static WebXml none() {
    return NONE;
  }

  /**
   * Reads a descriptor. External entities and DTDs are not loaded.
   *
   * @throws DescriptorException if it is not XML
   */
  public static WebXml read(InputStream in) throws IOException, DescriptorException {
    Reading reading = new Reading();
    reading.read(XmlTree.parse("WEB-INF/web.xml", in));
    return new WebXml(reading);
  }

  /** Roles of {@code <security-role>} and of constraints, without {@code *} and {@code **}. */
  public Set<String> declaredRoles() {
    return declaredRoles;
  }

  /** Whether {@code <security-role>} declares exactly this name. */
  public boolean declaresRole(String role) {
    return declaredRoles.contains(role);
  }

  public boolean hasRoleLinks() {
    return !roleLinks.isEmpty();
  }

  /** The role to which a servlet's {@code <security-role-ref>} maps a name. */
  public Optional<String> roleLink(String servletName, String role) {
    Map<String, String> links = roleLinks.get(servletName);
    return links == null ? Optional.empty() : Optional.ofNullable(links.get(role));
  }

  /** The mappings in document order, in which the container executes them. */
  public List<FilterMapping> filterMappings() {
    return filterMappings;
  }

  /** Patterns that the container itself restricts to some callers or denies to all. */
  public List<String> constrainedPatterns() {
    return constrainedPatterns;
  }

  /** The class of a filter that web.xml declares. */
  public Optional<String> filterClass(String filterName) {
    return Optional.ofNullable(filterClasses.get(filterName));
  }

  /** Whether the application has an error page for this status. */
  public boolean hasErrorPage(int status) {
    return errorPages.contains(status);
  }

  public boolean hasLoginConfig() {
    return loginConfig;
  }

  /** The value of a {@code <context-param>}, for code without a {@code ServletContext}. */
  public Optional<String> contextParameter(String name) {
    return Optional.ofNullable(contextParameters.get(name));
  }

  private static final class Reading {

    private final Set<String> declaredRoles = new LinkedHashSet<>();
    private final Map<String, Map<String, String>> roleLinks = new HashMap<>();
    private final List<FilterMapping> filterMappings = new ArrayList<>();
    private final Map<String, String> filterClasses = new HashMap<>();
    private final List<String> constrainedPatterns = new ArrayList<>();
    private final Set<Integer> errorPages = new HashSet<>();
    private final Map<String, String> contextParameters = new HashMap<>();
    private boolean loginConfig;

    private void read(XmlTree root) {
      root.children("security-role").forEach(role -> declaredRoles.addAll(role.texts("role-name")));
      root.children("servlet").forEach(this::readServlet);
      root.children("filter")
          .forEach(
              filter ->
                  filterClasses.put(
                      filter.findText("filter-name").orElse(""),
                      filter.findText("filter-class").orElse("")));
      root.children("filter-mapping").forEach(this::readMapping);
      root.children("security-constraint").forEach(this::readConstraint);
      root.children("error-page").forEach(this::readErrorPage);
      root.children("context-param")
          .forEach(
              parameter ->
                  contextParameters.put(
                      parameter.findText("param-name").orElse(""),
                      parameter.findText("param-value").orElse("")));
      loginConfig = root.findChild("login-config").isPresent();
    }

    private void readServlet(XmlTree servlet) {
      Map<String, String> links = new HashMap<>();
      for (XmlTree reference : servlet.children("security-role-ref")) {
        String role = reference.findText("role-name").orElse("");
        links.put(role, reference.findText("role-link").orElse(role));
      }
      if (!links.isEmpty()) {
        roleLinks.put(servlet.findText("servlet-name").orElse(""), links);
      }
    }

    private void readMapping(XmlTree mapping) {
      Set<String> dispatchers = new HashSet<>(mapping.texts("dispatcher"));
      filterMappings.add(
          new FilterMapping(
              mapping.findText("filter-name").orElse(""),
              mapping.texts("url-pattern"),
              dispatchers.isEmpty() ? Set.of("REQUEST") : dispatchers));
    }

    private void readConstraint(XmlTree constraint) {
      Optional<XmlTree> authorised = constraint.findChild("auth-constraint");
      if (authorised.isEmpty()) {
        return;
      }
      constraint
          .children("web-resource-collection")
          .forEach(resources -> constrainedPatterns.addAll(resources.texts("url-pattern")));
      for (String role : authorised.get().texts("role-name")) {
        if (!role.equals("*") && !role.equals("**")) {
          declaredRoles.add(role);
        }
      }
    }

    private void readErrorPage(XmlTree page) {
      Optional<String> code = page.findText("error-code");
      if (code.isPresent() && code.get().matches("\\d{3}")) {
        errorPages.add(Integer.valueOf(code.get()));
      } else if (code.isEmpty() && page.findText("exception-type").isEmpty()) {
        // Servlet 3.0: a page for every error.
        for (int status = 400; status < 600; status++) {
          errorPages.add(status);
        }
      }
    }
  }
}
