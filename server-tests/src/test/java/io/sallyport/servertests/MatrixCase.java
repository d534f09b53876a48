package io.sallyport.servertests;

import static io.sallyport.servertests.MatrixVisit.OK;
import static io.sallyport.servertests.MatrixVisit.all;
import static io.sallyport.servertests.MatrixVisit.answered;
import static io.sallyport.servertests.MatrixVisit.atOnce;
import static io.sallyport.servertests.MatrixVisit.seen;
import static io.sallyport.servertests.MatrixVisit.seenAnonymous;

import java.net.http.HttpResponse;
import java.util.Map;

/** The rows of docs/server-matrix.md: one feature each, and the check of it. */
enum MatrixCase {
  PUBLIC("public page: principal and roles", visit -> seen(visit.alice().get("/open/who"))),
  ANONYMOUS("public page: anonymous", visit -> seenAnonymous(visit.anonymous().get("/open/who"))),
  CONSTRAINT(
      "`<security-constraint>`, with the role", visit -> seen(visit.alice().get("/secret/who"))),
  CONSTRAINT_WRONG_ROLE(
      "`<security-constraint>`, without the role",
      visit -> answered(visit.alice().get("/secret-approver/who"), 403)),
  CONSTRAINT_ANONYMOUS(
      "`<security-constraint>`, anonymous: challenge or login page", MatrixCase::challenge),
  ANNOTATION("`@ServletSecurity`, with the role", visit -> seen(visit.alice().get("/annotated"))),
  ANNOTATION_ANONYMOUS("`@ServletSecurity`, anonymous", MatrixCase::annotationAnonymous),
  RULES(
      "`auth.rules`: 403 without the role",
      visit -> answered(visit.alice().get("/ruled/who"), 403)),
  CACHED_SERVLET_PATH(
      "servlet path from the server's cache does not match the URI: rejected; a login reaches our"
          + " endpoint",
      CachedServletPath::observe),
  FORWARD("forward", visit -> seen(visit.alice().get("/open/do?do=forward&to=/open/who"))),
  FORWARD_RULES(
      "forward to a path of `auth.rules`, without the role: 403",
      visit -> answered(visit.alice().get("/open/do?do=forward&to=/ruled/who"), 403)),
  INCLUDE("include", visit -> seen(visit.alice().get("/open/do?do=include&to=/open/who"))),
  ASYNC_START("async start", visit -> seen(visit.alice().get("/open/do?do=async-start"))),
  ASYNC_DISPATCH(
      "async dispatch", visit -> seen(visit.alice().get("/open/do?do=async-at-once&to=/open/who"))),
  ERROR_PAGE("error page", visit -> errorPage(visit, 418)),
  JSP("JSP", visit -> seen(visit.alice().get("/open/view.jsp"))),
  SOCKET("WebSocket handshake", visit -> visit.socket(visit.alice())),
  SOCKET_CROSS_SITE(
      "cross-site WebSocket handshake: 403 with a session, accepted with a token",
      Handshake::crossSite),
  REST(
      "JAX-RS `@RolesAllowed`, with the role",
      true,
      visit -> seen(visit.alice().get("/rest/roles/employee"))),
  REST_WRONG_ROLE(
      "JAX-RS `@RolesAllowed`, without the role",
      true,
      visit -> answered(visit.alice().get("/rest/roles/approver"), 403)),
  REST_PUBLIC("JAX-RS `@PermitAll`", true, visit -> seen(visit.alice().get("/rest/roles/open"))),
  REST_PUBLIC_REQUEST(
      "JAX-RS `@PermitAll`: the request's principal and roles",
      true,
      visit -> seen(visit.alice().get("/rest/roles/request"))),
  REST_PUBLIC_ANONYMOUS("JAX-RS `@PermitAll`, anonymous", true, RejectionInCall::publicResource),
  REST_ROLE_ANONYMOUS(
      "JAX-RS `@RolesAllowed`, anonymous", true, RejectionInCall::protectedResource),
  BEAN(
      "EJB `@RolesAllowed`, with the role", true, visit -> seen(visit.alice().get("/open/ledger"))),
  BEAN_WRONG_ROLE(
      "EJB `@RolesAllowed`, without the role",
      true,
      visit -> answered(visit.alice().get("/open/ledger?as=approver"), 403)),
  BEAN_ASYNC(
      "EJB in an async dispatch",
      true,
      visit -> seen(visit.alice().get("/open/do?do=async-at-once&to=/open/ledger"))),
  BEAN_ERROR_PAGE("EJB in an error page", true, visit -> errorPage(visit, 422)),
  CONTEXT("`SecurityContext`", true, visit -> seen(visit.alice().get("/open/context"))),
  CONTEXT_ASYNC(
      "`SecurityContext` in an async dispatch",
      true,
      visit -> seen(visit.alice().get("/open/do?do=async-at-once&to=/open/context"))),
  CONTEXT_ERROR_PAGE("`SecurityContext` in an error page", true, visit -> errorPage(visit, 423)),
  REALM_USER(
      "user of the server's realm, by token or our login: only the roles of the credential",
      MatrixCase::realmUser),
  REALM_USER_REST(
      "the same user, JAX-RS `@RolesAllowed`", true, visit -> erin(visit, "/rest/roles/approver")),
  REALM_USER_BEAN(
      "the same user, EJB `@RolesAllowed`", true, visit -> erin(visit, "/open/ledger?as=approver")),
  OUTAGE(
      "outage during a call by the application: 503",
      visit -> answered(visit.alice().get("/open/do?do=outage"), 503)),
  AUTHENTICATE(
      "`authenticate()`, authenticated caller",
      visit -> seen(visit.alice().get("/open/do?do=authenticate"))),
  AUTHENTICATE_ANONYMOUS(
      "`authenticate()`, anonymous: 401",
      visit -> answered(visit.anonymous().get("/open/do?do=authenticate"), 401)),
  AUTHENTICATE_IGNORED(
      "`authenticate()`, anonymous, the application writes on: each request of a connection gets its"
          + " own answer",
      RejectionInCall::ignored),
  REJECTION_BODIES("rejections: content type, length and body", RejectionInCall::bodies),
  LOGOUT("`logout()`", MatrixCase::logout),
  LOGOUT_PATH("`auth.logout.path`: session invalidated", MatrixCase::logoutPath),
  INVALID_TOKEN("invalid token: 401", MatrixCase::invalidToken),
  TOKEN_BESIDE_SESSION(
      "token beside a session: the token's caller, session unchanged", MatrixCase::besideSession),
  STATELESS("token creates no session and no cookie", MatrixCase::stateless),
  MIXED_LOAD(
      "64 connections, on each tokens, sessions and anonymous requests in turn, with async"
          + " dispatches: own name and roles",
      MixedLoad::observe),
  AT_ONCE("16 concurrent requests after login", visit -> atOnce(visit.alice())),
  REALM("login with the server's realm, then 16 concurrent requests", MatrixCase::realm),
  SAME_ID("session ID stays the same after login", MatrixCase::sameId),
  ADOPTED("application's own login, then 16 concurrent requests", MatrixCase::adopted),
  ADOPTED_CHANGE(
      "application's own login of another user in the same session, then its logout",
      MatrixCase::adoptedChange),
  SINGLE_SIGN_ON(
      "cookies of a login do not authenticate in another application, also after logout",
      MatrixCase::singleSignOn),
  LOGIN_PAGE("login page under a `<security-constraint>`", MatrixCase::loginPage);

  /** The text of a cell that does not apply. */
  static final String NOT_APPLICABLE = "-";

  interface Look {
    String at(MatrixVisit visit) throws Exception;
  }

  private final String title;
  private final boolean enterprise;
  private final Look look;

  MatrixCase(String title, Look look) {
    this(title, false, look);
  }

  MatrixCase(String title, boolean enterprise, Look look) {
    this.title = title;
    this.enterprise = enterprise;
    this.look = look;
  }

  String title() {
    return title;
  }

  /** Whether only a Jakarta EE server has this. */
  boolean isEnterprise() {
    return enterprise;
  }

  /** Returns {@code ok}, the difference in a few words, or {@code -}. */
  String observe(MatrixVisit visit) {
    try {
      return look.at(visit);
    } catch (Exception e) {
      return "failed: " + e.getMessage();
    }
  }

  private static String challenge(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      HttpResponse<String> apiClient = visit.anonymous().get("/secret/who");
      boolean challenged = Http.header(apiClient, "WWW-Authenticate").startsWith("Bearer ");
      return all(answered(apiClient, 401), challenged ? OK : "no challenge");
    }
    HttpResponse<String> browser = visit.anonymous().get("/secret/who", "Accept", "text/html");
    boolean shown = Http.header(browser, "Location").contains("/login.html?return-to=");
    return all(answered(browser, 302), shown ? OK : "no login page");
  }

  private static String annotationAnonymous(MatrixVisit visit) throws Exception {
    return visit.isBySession()
        ? answered(visit.anonymous().get("/annotated", "Accept", "text/html"), 302)
        : answered(visit.anonymous().get("/annotated"), 401);
  }

  // In the realm erin is an approver. Her token and the users file contain the role employee.
  private static Browser erin(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return visit.anonymous().with(MatrixVisit.token("erin", "employee"));
    }
    Browser browser = visit.anonymous();
    HttpResponse<String> login = browser.login("erin");
    if (login.statusCode() != 303) {
      throw new java.io.IOException("login status " + login.statusCode());
    }
    return browser;
  }

  private static String erin(MatrixVisit visit, String path) throws Exception {
    return answered(erin(visit).get(path), 403);
  }

  private static String realmUser(MatrixVisit visit) throws Exception {
    Browser erin = erin(visit);
    for (String path : new String[] {"/open/who", "/open/do?do=forward&to=/open/who"}) {
      Map<String, String> echo = Http.echo(erin.get(path).body());
      if (!"erin".equals(echo.get("principal")) || !"true".equals(echo.get("role.employee"))) {
        return "not erin";
      }
      if (!"false".equals(echo.get("role.approver"))) {
        return "roles of the realm";
      }
    }
    return all(erin(visit, "/secret-approver/who"), erin(visit, "/ruled/who"));
  }

  private static String errorPage(MatrixVisit visit, int status) throws Exception {
    HttpResponse<String> page = visit.alice().get("/open/do?do=error&to=" + status);
    return all(answered(page, status), seen(Http.echo(page.body())));
  }

  private static String logout(MatrixVisit visit) throws Exception {
    Browser browser = visit.alice();
    String then = seenAnonymous(browser.get("/open/do?do=logout"));
    return visit.isBySession() ? all(then, seenAnonymous(browser.get("/open/who"))) : then;
  }

  private static String logoutPath(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    Browser browser = visit.alice();
    String before = browser.cookieHeader();
    String known = seen(browser.get("/open/who"));
    String done = answered(browser.post("/auth/logout", ""), 204);
    // Copied cookies of the ended session must be rejected too.
    Http http = new Http(visit.port());
    return all(
        known,
        done,
        seenAnonymous(browser.get("/open/who")),
        seenAnonymous(http.get(visit.application() + "/open/who", "Cookie", before)));
  }

  private static String invalidToken(MatrixVisit visit) throws Exception {
    Browser browser = visit.isBySession() ? visit.alice() : visit.anonymous();
    return answered(browser.with("a.b.c").get("/open/who"), 401);
  }

  private static String besideSession(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    // bob's token makes the first request with the session. The session must stay alice's.
    Browser fresh = visit.alice().with(MatrixVisit.token("bob", "approver"));
    fresh.get("/open/who");
    String unharmed = seen(fresh.with("").get("/open/who"));
    Browser browser = visit.alice();
    String before = seen(browser.get("/open/who"));
    Browser both = browser.with(MatrixVisit.token("bob", "approver"));
    HttpResponse<String> bob = both.get("/open/who");
    boolean bobs =
        "bob".equals(Http.echo(bob.body()).get("principal"))
            && "true".equals(Http.echo(bob.body()).get("role.approver"))
            && "false".equals(Http.echo(bob.body()).get("role.employee"));
    // A browser keeps the cookies of an answer to a script.
    return all(
        unharmed,
        before,
        bobs ? OK : "not the token's caller: " + bob.statusCode() + Http.echo(bob.body()),
        seen(both.with("").get("/open/who")));
  }

  private static String stateless(MatrixVisit visit) throws Exception {
    if (visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    for (String path : new String[] {"/open/who", "/annotated"}) {
      HttpResponse<String> response = visit.alice().get(path);
      if (response.headers().map().containsKey("set-cookie")) {
        return "creates a cookie";
      }
      if ("true".equals(Http.echo(response.body()).get("session"))) {
        return "creates a session";
      }
    }
    return OK;
  }

  private static String realm(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    MatrixVisit there = visit.at(visit.application() + MatrixApplications.REALM);
    if (there.anonymous().get("/open/who").statusCode() != 200) {
      return "rejected at start-up";
    }
    String wrong =
        answered(there.anonymous().post("/auth/login", "username=alice&password=wrong"), 401);
    Browser browser = there.alice();
    return all(wrong, atOnce(browser), seen(browser.get("/open/who")));
  }

  private static String sameId(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    Browser theirs = visit.anonymous();
    theirs.get("/open/own-login?name=alice");
    for (Browser browser : new Browser[] {visit.alice(), theirs}) {
      String before = browser.cookieHeader();
      for (String path : new String[] {"/open/who", "/annotated", "/open/who"}) {
        browser.get(path);
      }
      if (!browser.cookieHeader().equals(before)) {
        return browser == theirs ? "ID changed after the application's own login" : "ID changed";
      }
    }
    return OK;
  }

  private static String adopted(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    Browser browser = visit.anonymous();
    browser.get("/open/own-login?name=alice");
    return all(atOnce(browser), seen(browser.get("/open/who")));
  }

  private static String adoptedChange(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    Browser browser = visit.anonymous();
    browser.get("/open/own-login?name=bob");
    String bob = Http.echo(browser.get("/open/who").body()).get("principal");
    browser.get("/open/own-login?name=alice");
    String alice = seen(browser.get("/open/who"));
    String out = answered(browser.get("/open/own-login?out=1"), 200);
    return all(
        "bob".equals(bob) ? OK : "not bob: " + bob,
        alice,
        out,
        seenAnonymous(browser.get("/open/who")),
        seenAnonymous(browser.get("/open/who")));
  }

  private static String singleSignOn(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    Http http = new Http(visit.port());
    Browser adopted = visit.anonymous();
    adopted.get("/open/own-login?name=alice");
    for (Browser browser : new Browser[] {visit.alice(), adopted}) {
      String cookies = browser.cookieHeader();
      String before = seenAnonymous(http.get("/m-form/open/who", "Cookie", cookies));
      browser.post("/auth/logout", "");
      String after = seenAnonymous(http.get("/m-form/open/who", "Cookie", cookies));
      if (!all(before, after).equals(OK)) {
        return all(before, after);
      }
    }
    return OK;
  }

  private static String loginPage(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    HttpResponse<String> page = visit.anonymous().get("/login.html", "Accept", "text/html");
    return all(
        answered(page, 200), page.body().contains("Who are you?") ? OK : "not the login page");
  }
}
