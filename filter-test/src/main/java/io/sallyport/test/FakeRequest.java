package io.sallyport.test;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request without a server, for a test of a servlet or of the filter with an application's
 * settings.
 *
 * <pre>{@code
 * FakeRequest request = FakeRequest.get("/claims").authenticated("ann", "approver");
 * FakeResponse response = new FakeResponse();
 * new ClaimsServlet().service(request, response);
 * assertEquals(200, response.getStatus());
 * }</pre>
 *
 * <p>A method of the servlet API that has no fake throws {@code UnsupportedOperationException} with
 * its name. One thread uses a request at a time.
 */
public final class FakeRequest extends HttpServletRequestWrapper {

  private final String method;
  private final FakeHeaders headers = new FakeHeaders();
  private final Map<String, Object> attributes = new HashMap<>();
  private final Map<String, String[]> parameters = new LinkedHashMap<>();
  private final List<Cookie> cookies = new ArrayList<>();
  private String contextPath = "";
  private String servletPath;
  private @Nullable String pathInfo;
  private String requestUri;
  private @Nullable String query;
  private String scheme = "http";
  private DispatcherType dispatcherType = DispatcherType.REQUEST;
  private @Nullable FakeSession session;
  private @Nullable String requestedSessionId;
  private @Nullable Principal containerPrincipal;
  private Set<String> containerRoles = Set.of();
  private @Nullable String containerAuthType;
  private boolean callerKeptAtLogout;
  private int logouts;
  private Map<String, String> realm = Map.of();
  private byte[] body = new byte[0];
  private @Nullable String characterEncoding;
  private int bodyReads;
  private int idChanges;
  private @Nullable ServletContext servletContext;
  private Authenticator authenticator = response -> false;
  private @Nullable String forwardedTo;
  private @Nullable AsyncContext asyncContext;

  private FakeRequest(String method, String path) {
    super(Unsupported.of(HttpServletRequest.class));
    this.method = method;
    this.servletPath = path;
    this.requestUri = path;
  }

  /** A GET of a path that a servlet is mapped to exactly, in the root context. */
  public static FakeRequest get(String path) {
    return of("GET", path);
  }

  /** A POST to such a path. */
  public static FakeRequest post(String path) {
    return of("POST", path);
  }

  /** A request with any method for such a path. */
  public static FakeRequest of(String method, String path) {
    return new FakeRequest(method, path);
  }

  /** Adds a header; a second one of the same name is a second line. */
  public FakeRequest header(String name, String value) {
    headers.add(name, value);
    return this;
  }

  /** Adds the header {@code Authorization: Bearer} with this token. */
  public FakeRequest bearer(String token) {
    return header("Authorization", "Bearer " + token);
  }

  /** Adds a cookie. */
  public FakeRequest cookie(String name, String value) {
    cookies.add(new Cookie(name, value));
    return this;
  }

  /** The query string; {@link #parameter} sets what {@code getParameter} returns. */
  public FakeRequest query(String text) {
    query = text;
    return this;
  }

  /** What {@code getParameter} returns. Query string and body are not parsed. */
  public FakeRequest parameter(String name, String... values) {
    parameters.put(name, values.clone());
    return this;
  }

  /** The request URI as sent, where it differs from what the container dispatches. */
  public FakeRequest uri(String raw) {
    requestUri = raw;
    return this;
  }

  /** Context path, servlet path and path info; the request URI is all of them. */
  public FakeRequest paths(String context, String servlet, @Nullable String info) {
    contextPath = context;
    servletPath = servlet;
    pathInfo = info;
    requestUri = context + servlet + (info == null ? "" : info);
    return this;
  }

  /** A request over HTTPS. */
  public FakeRequest secure() {
    scheme = "https";
    return this;
  }

  /** The dispatch that the request is in. */
  public FakeRequest dispatcher(DispatcherType type) {
    dispatcherType = type;
    return this;
  }

  /** The session that the request's cookie names. */
  public FakeRequest session(@Nullable FakeSession existing) {
    session = existing;
    requestedSessionId = existing == null || existing.isInvalid() ? null : existing.id();
    return this;
  }

  /** A cookie with the ID of a session that the container does not find. */
  public FakeRequest lostSession(String id) {
    requestedSessionId = id;
    return this;
  }

  /** A caller whom Sallyport has authenticated by a session, as a servlet sees it. */
  public FakeRequest authenticated(String name, String... roles) {
    return authenticated(AuthPrincipal.of(name, List.of(roles), AuthSource.SESSION));
  }

  /**
   * A caller whom Sallyport has authenticated, as a servlet sees it. {@code AuthPrincipal.ofToken}
   * is a caller with claims.
   */
  public FakeRequest authenticated(AuthPrincipal caller) {
    containerAuthType = caller.source().authType();
    return containerCaller(caller, caller.roles().toArray(new String[0]));
  }

  /** A caller whom the server itself has authenticated. */
  public FakeRequest containerCaller(String name, @Nullable String authType, String... roles) {
    containerAuthType = authType;
    return containerCaller(() -> name, roles);
  }

  /** A caller whom the server itself has authenticated, with its own principal. */
  public FakeRequest containerCaller(Principal principal, String... roles) {
    containerPrincipal = principal;
    containerRoles = Set.of(roles);
    return this;
  }

  /** What {@code getUserPrincipal} returns; the roles do not change. */
  public FakeRequest containerPrincipal(@Nullable Principal principal) {
    containerPrincipal = principal;
    return this;
  }

  /** What the container does in {@code authenticate}. */
  public FakeRequest authenticator(Authenticator container) {
    authenticator = container;
    return this;
  }

  /** The container's part of {@code authenticate}. */
  public interface Authenticator {
    /** Returns whether the caller is authenticated; otherwise the response is written. */
    boolean authenticate(HttpServletResponse response) throws IOException, ServletException;
  }

  /** The users of the container for {@code login}: names and passwords. */
  public FakeRequest realm(Map<String, String> users, String... rolesOfAll) {
    realm = Map.copyOf(users);
    containerRoles = Set.of(rolesOfAll);
    return this;
  }

  /** A server that shows its caller until the end of the request, also after a logout. */
  public FakeRequest callerKeptAtLogout() {
    callerKeptAtLogout = true;
    return this;
  }

  /** A body in UTF-8, with the header {@code Content-Type}. */
  public FakeRequest body(String contentType, String text) {
    header("Content-Type", contentType);
    body = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** The application that the request belongs to. */
  public FakeRequest context(ServletContext context) {
    servletContext = context;
    return this;
  }

  /** What {@code startAsync} returns. */
  public FakeRequest async(AsyncContext context) {
    asyncContext = context;
    return this;
  }

  /** Removes all attributes, as a server does between two requests of one connection. */
  public FakeRequest withoutAttributes() {
    attributes.clear();
    return this;
  }

  /** The number of times that the body was opened, or parameters of a request with a body read. */
  public int bodyReads() {
    return bodyReads;
  }

  /** The number of calls of {@code changeSessionId}. */
  public int idChanges() {
    return idChanges;
  }

  /** The number of calls of {@code logout}. */
  public int logouts() {
    return logouts;
  }

  /** The session, also after its end; null if there was none. */
  public @Nullable FakeSession fakeSession() {
    return session;
  }

  /** The path that the request was forwarded to; null if it was not. */
  public @Nullable String forwardedTo() {
    return forwardedTo;
  }

  @Override
  public boolean authenticate(HttpServletResponse response) throws IOException, ServletException {
    return authenticator.authenticate(response);
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getContextPath() {
    return contextPath;
  }

  @Override
  public String getServletPath() {
    return servletPath;
  }

  @Override
  public @Nullable String getPathInfo() {
    return pathInfo;
  }

  @Override
  public String getRequestURI() {
    return requestUri;
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer(scheme).append("://").append(getServerName()).append(requestUri);
  }

  @Override
  public @Nullable String getQueryString() {
    return query;
  }

  @Override
  public String getProtocol() {
    return "HTTP/1.1";
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public boolean isSecure() {
    return scheme.equals("https");
  }

  @Override
  public String getServerName() {
    return "localhost";
  }

  @Override
  public int getServerPort() {
    return isSecure() ? 443 : 80;
  }

  @Override
  public String getRemoteAddr() {
    return "127.0.0.1";
  }

  @Override
  public DispatcherType getDispatcherType() {
    return dispatcherType;
  }

  @Override
  public @Nullable ServletContext getServletContext() {
    return servletContext;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return headers.first(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return headers.all(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return headers.names();
  }

  @Override
  public int getIntHeader(String name) {
    String value = headers.first(name);
    return value == null ? -1 : Integer.parseInt(value);
  }

  @Override
  public Locale getLocale() {
    return Locale.ENGLISH;
  }

  @Override
  public Cookie @Nullable [] getCookies() {
    return cookies.isEmpty() ? null : cookies.toArray(new Cookie[0]);
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = getParameterValues(name);
    return values == null || values.length == 0 ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return getParameterMap().get(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    if (body.length > 0) {
      bodyReads++;
    }
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public Enumeration<String> getAttributeNames() {
    return Collections.enumeration(attributes.keySet());
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    if (value == null) {
      attributes.remove(name);
    } else {
      attributes.put(name, value);
    }
  }

  @Override
  public void removeAttribute(String name) {
    attributes.remove(name);
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    if (session != null && session.isInvalid()) {
      session = null;
    }
    if (session == null && create) {
      session = new FakeSession().in(servletContext);
    }
    return session == null ? null : session.asHttpSession();
  }

  @Override
  public @Nullable HttpSession getSession() {
    return getSession(true);
  }

  @Override
  public String changeSessionId() {
    if (session == null || session.isInvalid()) {
      throw new IllegalStateException("no session");
    }
    idChanges++;
    return session.changeId();
  }

  @Override
  public @Nullable String getRequestedSessionId() {
    return requestedSessionId;
  }

  @Override
  public boolean isRequestedSessionIdFromURL() {
    return false;
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return containerPrincipal;
  }

  @Override
  public @Nullable String getRemoteUser() {
    return containerPrincipal == null ? null : containerPrincipal.getName();
  }

  @Override
  public @Nullable String getAuthType() {
    return containerAuthType;
  }

  @Override
  public boolean isUserInRole(String role) {
    return containerPrincipal != null && containerRoles.contains(role);
  }

  @Override
  public void login(String name, String password) throws ServletException {
    if (!password.equals(realm.get(name))) {
      throw new ServletException("login failed");
    }
    containerPrincipal = () -> name;
    containerAuthType = HttpServletRequest.FORM_AUTH;
  }

  @Override
  public void logout() {
    logouts++;
    if (callerKeptAtLogout) {
      return;
    }
    containerPrincipal = null;
    containerAuthType = null;
  }

  @Override
  public @Nullable String getContentType() {
    return getHeader("Content-Type");
  }

  @Override
  public int getContentLength() {
    return body.length;
  }

  @Override
  public long getContentLengthLong() {
    return body.length;
  }

  @Override
  public @Nullable String getCharacterEncoding() {
    return characterEncoding;
  }

  /** Only {@code getCharacterEncoding} reads it: the body is always read in UTF-8. */
  @Override
  public void setCharacterEncoding(String name) {
    characterEncoding = name;
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  @Override
  public ServletInputStream getInputStream() {
    bodyReads++;
    return new FakeBody(body);
  }

  @Override
  public @Nullable AsyncContext startAsync() {
    return asyncContext;
  }

  @Override
  public @Nullable AsyncContext getAsyncContext() {
    return asyncContext;
  }

  @Override
  public RequestDispatcher getRequestDispatcher(String path) {
    return new RequestDispatcher() {
      @Override
      public void forward(ServletRequest request, ServletResponse response) {
        forwardedTo = path;
      }

      @Override
      public void include(ServletRequest request, ServletResponse response) {
        throw new UnsupportedOperationException("include");
      }
    };
  }
}
