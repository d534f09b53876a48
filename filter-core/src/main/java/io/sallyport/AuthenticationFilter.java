package io.sallyport;

import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.container.ServerKind;
import io.sallyport.internal.request.FilterRequestHandler;
import io.sallyport.internal.request.RequestAttributes;
import io.sallyport.internal.request.UnavailableFilter;
import io.sallyport.internal.startup.Assembly;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates callers in any servlet container, by session or by JSON Web Token. Servlets see the
 * caller in {@code getUserPrincipal()}, {@code getRemoteUser()}, {@code isUserInRole()} and {@code
 * getAuthType()}.
 *
 * <pre>{@code
 * <filter>
 *   <filter-name>sallyport</filter-name>
 *   <filter-class>io.sallyport.AuthenticationFilter</filter-class>
 *   <async-supported>true</async-supported>
 *   <init-param><param-name>auth.mode</param-name><param-value>both</param-value></init-param>
 * </filter>
 * <filter-mapping>
 *   <filter-name>sallyport</filter-name>
 *   <url-pattern>/*</url-pattern>
 *   <dispatcher>REQUEST</dispatcher><dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher>
 *   <dispatcher>ERROR</dispatcher><dispatcher>ASYNC</dispatcher>
 * </filter-mapping>
 * }</pre>
 *
 * <p>Map it before all other filters and to all five dispatchers; the start-up report names missing
 * mappings. It runs after the container's own {@code <security-constraint>}, which it cannot
 * satisfy.
 *
 * <p>These requests continue without authentication: paths of {@code auth.path-exclusions}, the
 * login page, and CORS preflights if allowed. These continue without authorization: error pages,
 * which the deployer chose, and every request with {@code auth.enforce=report}.
 */
public final class AuthenticationFilter implements Filter {

  /**
   * Request attribute for access logs: the {@link CallerIdentity}, whose text is the caller's name,
   * or {@code -} if anonymous.
   */
  public static final String CALLER_ATTRIBUTE = RequestAttributes.CALLER;

  /**
   * Request attribute for access logs: the kind of credential, as in {@link
   * CallerIdentity#source()}.
   */
  public static final String SOURCE_ATTRIBUTE = RequestAttributes.SOURCE;

  /**
   * Request attribute for access logs: the code of the rejection; absent if the request was not
   * rejected.
   */
  public static final String REJECTION_ATTRIBUTE = RequestAttributes.REJECTION;

  /**
   * Attribute of the {@code ServletContext}: a {@code Supplier<Map<String, Long>>} with the number
   * of rejections since the start, by code.
   */
  public static final String REJECTION_COUNTS_ATTRIBUTE = "io.sallyport.rejection-counts";

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  // Set by init, which the container calls before any request.
  private @Nullable Assembly assembly;

  /** Called by the container, which then calls {@link #init}. */
  public AuthenticationFilter() {}

  /**
   * Reads the settings and logs the start-up report. If settings are invalid, the application does
   * not start. GlassFish, Payara and Open Liberty would serve it nevertheless: there the
   * application starts, and every request gets 503.
   *
   * @throws ServletException if any setting is missing, invalid or unknown; the message names every
   *     problem
   */
  @Override
  public void init(FilterConfig config) throws ServletException {
    Assembly assembled;
    try {
      assembled = Assembly.of(config);
    } catch (ServletException e) {
      if (!ServerKind.of(config.getServletContext()).servesDespiteBrokenFilters()) {
        throw e;
      }
      LOGGER.log(
          Level.ERROR, "application unavailable, every response is 503: {0}", e.getMessage());
      return;
    }
    config.getServletContext().setAttribute(REJECTION_COUNTS_ATTRIBUTE, assembled.counts());
    Sallyport.of(assembled).install(config.getServletContext());
    assembly = assembled;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Assembly started = assembly;
    if (started == null) {
      UnavailableFilter.answer(response);
      return;
    }
    if (!(request instanceof HttpServletRequest) || !(response instanceof HttpServletResponse)) {
      throw new ServletException("not an HTTP request");
    }
    new FilterRequestHandler(
            started.parts(), (HttpServletRequest) request, (HttpServletResponse) response)
        .handle(chain);
  }

  /** Stops all threads and closes all connections of this filter. */
  @Override
  public void destroy() {
    Assembly parts = assembly;
    assembly = null;
    if (parts != null) {
      parts.close();
    }
  }
}
