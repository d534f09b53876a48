package io.sallyport.servertests;

import static io.sallyport.servertests.MatrixVisit.OK;
import static io.sallyport.servertests.MatrixVisit.all;
import static io.sallyport.servertests.MatrixVisit.answered;
import static io.sallyport.servertests.MatrixVisit.seen;
import static io.sallyport.servertests.MatrixVisit.seenAnonymous;

import java.io.IOException;
import java.net.http.HttpResponse;

/** An application with the server's FORM login. It contains our jar without any setting. */
final class FormApplication {

  private FormApplication() {}

  /** Returns {@code ok} if the application behaves as without the jar. */
  static String observe(int port) {
    try {
      return check(new Browser(new Http(port), "/m-form"));
    } catch (IOException e) {
      return "failed: " + e.getMessage();
    }
  }

  private static String check(Browser browser) throws IOException {
    String open = seenAnonymous(browser.get("/open/who"));
    // Without a setting, a token must be ignored.
    String ignored = seenAnonymous(browser.with("a.b.c").get("/open/who"));
    HttpResponse<String> challenge = browser.get("/secret/who", "Accept", "text/html");
    boolean shown =
        challenge.body().contains("Who are you?")
            || Http.header(challenge, "Location").contains("login.html");
    browser.post("/j_security_check", "j_username=alice&j_password=wrong");
    String before = seen(browser.get("/secret/who"));
    browser.get("/secret/who", "Accept", "text/html");
    HttpResponse<String> login =
        browser.post("/j_security_check", "j_username=alice&j_password=" + Applications.PASSWORD);
    boolean redirected = login.statusCode() == 302 || login.statusCode() == 303;
    return all(
        open,
        ignored,
        shown ? OK : "no login page",
        before.equals(OK) ? "a wrong password is accepted" : OK,
        redirected ? OK : "login status " + login.statusCode(),
        seen(browser.get("/secret/who")),
        answered(browser.get("/secret-approver/who"), 403),
        seenAnonymous(browser.get("/open/do?do=logout")));
  }
}
