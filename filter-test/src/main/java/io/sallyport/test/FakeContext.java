package io.sallyport.test;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application without a server: its parameters, its {@code web.xml} and other files, and the
 * configuration of one filter in it.
 *
 * <pre>{@code
 * AuthenticationFilter filter = new AuthenticationFilter();
 * filter.init(
 *     new FakeContext()
 *         .parameters(Tokens.settings())
 *         .parameter("auth.rules", "/claims approver")
 *         .filterConfig());
 * }</pre>
 *
 * <p>A method of the servlet API that has no fake throws {@code UnsupportedOperationException} with
 * its name.
 */
public final class FakeContext {

  private static final String WEB_XML = "/WEB-INF/web.xml";

  private final Map<String, String> filterParameters = new LinkedHashMap<>();
  private final Map<String, String> contextParameters = new LinkedHashMap<>();
  private final Map<String, Object> attributes = new HashMap<>();
  private final Map<String, String> resources = new HashMap<>(Map.of(WEB_XML, "<web-app/>"));
  private final Map<String, FilterRegistration> filters = new HashMap<>();
  private final List<Object> listeners = new ArrayList<>();
  private String contextPath = "/app";
  private String serverInfo = "Fake/1.0";
  private boolean cookieConfigRejected;
  private @Nullable String rejectedAttribute;

  /** An application {@code /app} without parameters, with an empty {@code web.xml}. */
  public FakeContext() {}

  /** The context path. */
  public FakeContext at(String path) {
    contextPath = path;
    return this;
  }

  /** An {@code <init-param>} of the filter. */
  public FakeContext parameter(String name, String value) {
    filterParameters.put(name, value);
    return this;
  }

  /** Several {@code <init-param>}s of the filter. */
  public FakeContext parameters(Map<String, String> settings) {
    filterParameters.putAll(settings);
    return this;
  }

  /** A {@code <context-param>}. */
  public FakeContext contextParameter(String name, String value) {
    contextParameters.put(name, value);
    return this;
  }

  /** The text of {@code web.xml}. */
  public FakeContext webXml(String text) {
    return resource(WEB_XML, text);
  }

  /** A file of the WAR. */
  public FakeContext resource(String path, String text) {
    resources.put(path, text);
    return this;
  }

  /** What {@code getServerInfo} returns. */
  public FakeContext serverInfo(String info) {
    serverInfo = info;
    return this;
  }

  /** A filter of this class that {@code web.xml} declares. */
  public FakeContext declaredFilter(String className) {
    return declaredFilter("declared", className);
  }

  /** A filter of this name and class that {@code web.xml} declares. */
  public FakeContext declaredFilter(String name, String className) {
    filters.put(name, registration(FilterRegistration.class, className));
    return this;
  }

  /** An attribute that the server does not permit to set. */
  public FakeContext attributeRejected(String name) {
    rejectedAttribute = name;
    return this;
  }

  /** {@code getSessionCookieConfig} throws an exception, as on some servers after the start. */
  public FakeContext cookieConfigRejected() {
    cookieConfigRejected = true;
    return this;
  }

  /** The listeners that were added by {@code addListener}. */
  public List<Object> listeners() {
    return listeners;
  }

  /** The attributes; a filter that was added by {@code addFilter} is {@code "filter NAME"}. */
  public Map<String, Object> attributes() {
    return attributes;
  }

  /** The configuration of the filter, for {@code Filter.init}. */
  public FilterConfig filterConfig() {
    ServletContext context = servletContext();
    return Unsupported.proxy(
        FilterConfig.class,
        (proxy, called, arguments) -> {
          switch (called.getName()) {
            case "getFilterName":
              return "sallyport";
            case "getInitParameter":
              return filterParameters.get(arguments[0]);
            case "getInitParameterNames":
              return Collections.enumeration(filterParameters.keySet());
            case "getServletContext":
              return context;
            default:
              throw new UnsupportedOperationException(called.getName());
          }
        });
  }

  /** The application as servlets see it. */
  public ServletContext servletContext() {
    return Unsupported.proxy(
        ServletContext.class,
        (proxy, called, arguments) -> {
          switch (called.getName()) {
            case "hashCode":
              return System.identityHashCode(proxy);
            case "equals":
              return proxy == arguments[0];
            case "toString":
              return "FakeContext";
            case "log":
              return null;
            default:
              return facts(called, arguments);
          }
        });
  }

  private @Nullable Object facts(Method called, Object[] arguments) {
    switch (called.getName()) {
      case "getInitParameter":
        return contextParameters.get(arguments[0]);
      case "getInitParameterNames":
        return Collections.enumeration(contextParameters.keySet());
      case "getContextPath":
        return contextPath;
      case "getResourceAsStream":
        return stream((String) arguments[0]);
      case "getServerInfo":
        return serverInfo;
      case "getVirtualServerName":
        return "Catalina/localhost";
      case "getEffectiveSessionTrackingModes":
        return EnumSet.of(SessionTrackingMode.COOKIE);
      case "getSessionCookieConfig":
        return cookieConfig();
      default:
        return attribute(called, arguments);
    }
  }

  private @Nullable InputStream stream(String path) {
    String text = resources.get(path);
    return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private @Nullable Object attribute(Method called, Object[] arguments) {
    switch (called.getName()) {
      case "getAttribute":
        return attributes.get(arguments[0]);
      case "getAttributeNames":
        return Collections.enumeration(attributes.keySet());
      case "setAttribute":
        if (arguments[0].equals(rejectedAttribute)) {
          throw new IllegalStateException("the attribute is not permitted");
        }
        attributes.put((String) arguments[0], arguments[1]);
        return null;
      case "removeAttribute":
        attributes.remove(arguments[0]);
        return null;
      default:
        return registered(called, arguments);
    }
  }

  private @Nullable Object registered(Method called, Object[] arguments) {
    switch (called.getName()) {
      case "getFilterRegistrations":
        return filters;
      case "addListener":
        listeners.add(arguments[0]);
        return null;
      case "addFilter":
        return addFilter((String) arguments[0], arguments[1]);
      default:
        throw new UnsupportedOperationException(called.getName());
    }
  }

  private FilterRegistration.@Nullable Dynamic addFilter(String name, Object filter) {
    if (filters.containsKey(name)) {
      return null;
    }
    attributes.put("filter " + name, filter);
    return registration(FilterRegistration.Dynamic.class, null);
  }

  private static <T> T registration(Class<T> type, @Nullable String className) {
    return Unsupported.proxy(
        type,
        (proxy, called, arguments) -> called.getName().equals("getClassName") ? className : null);
  }

  private SessionCookieConfig cookieConfig() {
    if (cookieConfigRejected) {
      throw new IllegalStateException("the application has started");
    }
    return Unsupported.proxy(
        SessionCookieConfig.class,
        (proxy, called, arguments) -> {
          if (called.getName().equals("isHttpOnly")) {
            return true;
          }
          throw new UnsupportedOperationException(called.getName());
        });
  }
}
