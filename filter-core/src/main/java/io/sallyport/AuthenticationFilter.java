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
 * The front door for any servlet container: decides who calls, by session or by JSON Web Token, and
 * lets the servlets see it in {@code getUserPrincipal()}, {@code getRemoteUser()}, {@code
 * isUserInRole()} and {@code getAuthType()}.
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
 * <p>Assumes that it is mapped first and to all five dispatchers; the start-up report says where it
 * is not. It runs after the container's own {@code <security-constraint>}, which it cannot satisfy.
 * What passes without being judged: paths of {@code auth.path-exclusions}, the login page, CORS
 * preflights if allowed; what is let through unauthorised: error pages, which the deployer chose,
 * and everything with {@code auth.enforce=report}.
 */
public final class AuthenticationFilter implements Filter {

  /**
   * Request attribute for access logs: the {@link CallerIdentity}, which shows as the caller's
   * name, or {@code -} for nobody.
   */
  public static final String CALLER_ATTRIBUTE = RequestAttributes.CALLER;

  /** Request attribute for access logs: the door, as {@link CallerIdentity#source()} names it. */
  public static final String SOURCE_ATTRIBUTE = RequestAttributes.SOURCE;

  /** Request attribute for access logs: the code of the refusal; absent if there was none. */
  public static final String REJECTION_ATTRIBUTE = RequestAttributes.REJECTION;

  /**
   * Attribute of the {@code ServletContext}: a {@code Supplier<Map<String, Long>>} of the number of
   * refusals since the start, by code.
   */
  public static final String REJECTION_COUNTS_ATTRIBUTE = "io.sallyport.rejection-counts";

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  // Assigned by init, which the container calls before any request.
  private @Nullable Assembly assembly;

  /** Creates a filter that {@link #init} makes ready. */
  public AuthenticationFilter() {}

  /**
   * Reads the settings and reports what they come to. If they are wrong the application does not
   * start; on GlassFish, Payara and Open Liberty, which would serve it nevertheless, it starts and
   * every request is answered with 503.
   *
   * @throws ServletException if any setting is missing, wrong or unknown; every problem is named
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

  /** Lets go of everything; nothing of ours outlives the application. */
  @Override
  public void destroy() {
    Assembly parts = assembly;
    assembly = null;
    if (parts != null) {
      parts.close();
    }
  }
}
