package io.sallyport.servertests;

import static io.sallyport.servertests.MatrixVisit.OK;
import static io.sallyport.servertests.MatrixVisit.all;
import static io.sallyport.servertests.MatrixVisit.answered;
import static io.sallyport.servertests.MatrixVisit.atOnce;
import static io.sallyport.servertests.MatrixVisit.seen;
import static io.sallyport.servertests.MatrixVisit.seenNobody;

import java.net.http.HttpResponse;
import java.util.Map;

/** The rows of the matrix: what people expect to work. */
enum MatrixCase {
  OPEN("open page: principal and roles", visit -> seen(visit.alice().get("/open/who"))),
  NOBODY("open page: nobody", visit -> seenNobody(visit.nobody().get("/open/who"))),
  CONSTRAINT(
      "`<security-constraint>`, with the role", visit -> seen(visit.alice().get("/secret/who"))),
  CONSTRAINT_WRONG_ROLE(
      "`<security-constraint>`, without the role",
      visit -> answered(visit.alice().get("/secret-approver/who"), 403)),
  CONSTRAINT_NOBODY(
      "`<security-constraint>`, nobody: challenge or login page", MatrixCase::challenge),
  ANNOTATION("`@ServletSecurity`, with the role", visit -> seen(visit.alice().get("/guarded"))),
  ANNOTATION_NOBODY("`@ServletSecurity`, nobody", MatrixCase::guardedNobody),
  RULES(
      "`auth.rules`: 403 without the role",
      visit -> answered(visit.alice().get("/ruled/who"), 403)),
  POISONED(
      "a path whose servlet another request has changed in the server's cache: rejected, and a login"
          + " reaches our endpoint",
      PoisonedPath::observe),
  FORWARD("forward", visit -> seen(visit.alice().get("/open/do?do=forward&to=/open/who"))),
  FORWARD_RULES(
      "forward to what `auth.rules` close",
      visit -> answered(visit.alice().get("/open/do?do=forward&to=/ruled/who"), 403)),
  INCLUDE("include", visit -> seen(visit.alice().get("/open/do?do=include&to=/open/who"))),
  ASYNC_START("async start", visit -> seen(visit.alice().get("/open/do?do=async-start"))),
  ASYNC_DISPATCH(
      "async dispatch", visit -> seen(visit.alice().get("/open/do?do=async-at-once&to=/open/who"))),
  ERROR_PAGE("error page", visit -> errorPage(visit, 418)),
  JSP("JSP", visit -> seen(visit.alice().get("/open/view.jsp"))),
  SOCKET("WebSocket handshake", visit -> visit.socket(visit.alice())),
  SOCKET_OTHER_SITE(
      "WebSocket handshake of another site: 403 with a session, accepted with a token",
      Handshake::ofAnotherSite),
  REST(
      "JAX-RS `@RolesAllowed`, with the role",
      true,
      visit -> seen(visit.alice().get("/rest/roles/employee"))),
  REST_WRONG_ROLE(
      "JAX-RS `@RolesAllowed`, without the role",
      true,
      visit -> answered(visit.alice().get("/rest/roles/approver"), 403)),
  REST_OPEN("JAX-RS `@PermitAll`", true, visit -> seen(visit.alice().get("/rest/roles/open"))),
  REST_OPEN_REQUEST(
      "JAX-RS `@PermitAll`: the request's principal and roles",
      true,
      visit -> seen(visit.alice().get("/rest/roles/request"))),
  REST_OPEN_NOBODY("JAX-RS `@PermitAll`, nobody", true, RejectionInCall::openResource),
  REST_CLOSED_NOBODY("JAX-RS `@RolesAllowed`, nobody", true, RejectionInCall::closedResource),
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
      "a user of the server's realm, by token or our own login: the credential's roles alone",
      MatrixCase::realmUser),
  REALM_USER_REST(
      "the same, JAX-RS `@RolesAllowed`", true, visit -> erin(visit, "/rest/roles/approver")),
  REALM_USER_BEAN(
      "the same, EJB `@RolesAllowed`", true, visit -> erin(visit, "/open/ledger?as=approver")),
  OUTAGE(
      "an outage in a call of the application: 503",
      visit -> answered(visit.alice().get("/open/do?do=outage"), 503)),
  AUTHENTICATE(
      "`authenticate()`, somebody", visit -> seen(visit.alice().get("/open/do?do=authenticate"))),
  AUTHENTICATE_NOBODY(
      "`authenticate()`, nobody: 401",
      visit -> answered(visit.nobody().get("/open/do?do=authenticate"), 401)),
  HEEDLESS(
      "`authenticate()`, nobody, and the application goes on: each request of a connection gets its"
          + " own answer",
      RejectionInCall::heedless),
  REJECTION_BODIES("rejections: type, length and body", RejectionInCall::bodies),
  LOGOUT("`logout()`", MatrixCase::logout),
  LOGOUT_PATH("`auth.logout.path`: the session is over", MatrixCase::logoutPath),
  BAD_TOKEN("a bad token is refused", MatrixCase::badToken),
  BESIDE("a token beside a session: the token's caller, the session as before", MatrixCase::beside),
  STATELESS("no session and no cookie is made", MatrixCase::stateless),
  MIXED_LOAD(
      "64 connections at once, on each tokens, sessions and anonymous requests in turn, with async"
          + " dispatches: own name and roles",
      MixedLoad::observe),
  AT_ONCE("16 requests at once right after login", visit -> atOnce(visit.alice())),
  REALM("login over the server's own realm, then 16 at once", MatrixCase::realm),
  SAME_ID("the session's id stays after login", MatrixCase::sameId),
  ADOPTED("the application's own login, then 16 at once", MatrixCase::adopted),
  ADOPTED_CHANGE(
      "the application logs another user into the same session, then logs out",
      MatrixCase::adoptedChange),
  SINGLE_SIGN_ON(
      "cookies of a login open no other application, also after logout", MatrixCase::singleSignOn),
  LOGIN_PAGE("login page behind a `<security-constraint>`", MatrixCase::loginPage);

  /** A cell of which there is nothing to tell. */
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

  /** {@code ok}, what went otherwise in a word, or {@code -}. */
  String observe(MatrixVisit visit) {
    try {
      return look.at(visit);
    } catch (Exception e) {
      return "failed: " + e.getMessage();
    }
  }

  private static String challenge(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      HttpResponse<String> program = visit.nobody().get("/secret/who");
      boolean challenged = Http.header(program, "WWW-Authenticate").startsWith("Bearer ");
      return all(answered(program, 401), challenged ? OK : "no challenge");
    }
    HttpResponse<String> person = visit.nobody().get("/secret/who", "Accept", "text/html");
    boolean shown = Http.header(person, "Location").contains("/login.html?return-to=");
    return all(answered(person, 302), shown ? OK : "no login page");
  }

  private static String guardedNobody(MatrixVisit visit) throws Exception {
    return visit.isBySession()
        ? answered(visit.nobody().get("/guarded", "Accept", "text/html"), 302)
        : answered(visit.nobody().get("/guarded"), 401);
  }

  // In the realm she is an approver; her token and the users file say employee.
  private static Browser erin(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return visit.nobody().with(MatrixVisit.token("erin", "employee"));
    }
    Browser browser = visit.nobody();
    HttpResponse<String> login = browser.login("erin");
    if (login.statusCode() != 303) {
      throw new java.io.IOException("the login was answered with " + login.statusCode());
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
    String then = seenNobody(browser.get("/open/do?do=logout"));
    return visit.isBySession() ? all(then, seenNobody(browser.get("/open/who"))) : then;
  }

  private static String logoutPath(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    Browser browser = visit.alice();
    String before = browser.cookieHeader();
    String known = seen(browser.get("/open/who"));
    String done = answered(browser.post("/auth/logout", ""), 204);
    // The cookies of before too: whoever has copied them gets in no more.
    Http http = new Http(visit.port());
    return all(
        known,
        done,
        seenNobody(browser.get("/open/who")),
        seenNobody(http.get(visit.application() + "/open/who", "Cookie", before)));
  }

  private static String badToken(MatrixVisit visit) throws Exception {
    Browser browser = visit.isBySession() ? visit.alice() : visit.nobody();
    return answered(browser.with("a.b.c").get("/open/who"), 401);
  }

  private static String beside(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    // The session's first use by a page is the other caller's: it must not become theirs.
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
    // A browser keeps what the answer to its script set.
    return all(
        unharmed,
        before,
        bobs ? OK : "not the token's: " + bob.statusCode() + Http.echo(bob.body()),
        seen(both.with("").get("/open/who")));
  }

  private static String stateless(MatrixVisit visit) throws Exception {
    if (visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    for (String path : new String[] {"/open/who", "/guarded"}) {
      HttpResponse<String> response = visit.alice().get(path);
      if (response.headers().map().containsKey("set-cookie")) {
        return "a cookie";
      }
      if ("true".equals(Http.echo(response.body()).get("session"))) {
        return "a session";
      }
    }
    return OK;
  }

  private static String realm(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    MatrixVisit there = visit.at(visit.application() + MatrixApplications.REALM);
    if (there.nobody().get("/open/who").statusCode() != 200) {
      return "refused at the start";
    }
    String wrong =
        answered(there.nobody().post("/auth/login", "username=alice&password=wrong"), 401);
    Browser browser = there.alice();
    return all(wrong, atOnce(browser), seen(browser.get("/open/who")));
  }

  private static String sameId(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    Browser theirs = visit.nobody();
    theirs.get("/open/old-login?name=alice");
    for (Browser browser : new Browser[] {visit.alice(), theirs}) {
      String before = browser.cookieHeader();
      for (String path : new String[] {"/open/who", "/guarded", "/open/who"}) {
        browser.get(path);
      }
      if (!browser.cookieHeader().equals(before)) {
        return browser == theirs ? "renamed after the application's own login" : "renamed";
      }
    }
    return OK;
  }

  private static String adopted(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    Browser browser = visit.nobody();
    browser.get("/open/old-login?name=alice");
    return all(atOnce(browser), seen(browser.get("/open/who")));
  }

  private static String adoptedChange(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    Browser browser = visit.nobody();
    browser.get("/open/old-login?name=bob");
    String bob = Http.echo(browser.get("/open/who").body()).get("principal");
    browser.get("/open/old-login?name=alice");
    String alice = seen(browser.get("/open/who"));
    String out = answered(browser.get("/open/old-login?out=1"), 200);
    return all(
        "bob".equals(bob) ? OK : "not bob: " + bob,
        alice,
        out,
        seenNobody(browser.get("/open/who")),
        seenNobody(browser.get("/open/who")));
  }

  private static String singleSignOn(MatrixVisit visit) throws Exception {
    if (!visit.isBySession()) {
      return NOT_APPLICABLE;
    }
    Http http = new Http(visit.port());
    Browser adopted = visit.nobody();
    adopted.get("/open/old-login?name=alice");
    for (Browser browser : new Browser[] {visit.alice(), adopted}) {
      String cookies = browser.cookieHeader();
      String before = seenNobody(http.get("/m-form/open/who", "Cookie", cookies));
      browser.post("/auth/logout", "");
      String after = seenNobody(http.get("/m-form/open/who", "Cookie", cookies));
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
    HttpResponse<String> page = visit.nobody().get("/login.html", "Accept", "text/html");
    return all(
        answered(page, 200), page.body().contains("Who are you?") ? OK : "not the login page");
  }
}
