package io.sallyport.servertests;

import static io.sallyport.servertests.MatrixVisit.OK;
import static io.sallyport.servertests.MatrixVisit.all;
import static io.sallyport.servertests.MatrixVisit.answered;
import static io.sallyport.servertests.MatrixVisit.seen;
import static io.sallyport.servertests.MatrixVisit.seenNobody;

import java.io.IOException;
import java.net.http.HttpResponse;

/** An application with the server's own FORM login, and our jar in it without a setting. */
final class FormApplication {

  private FormApplication() {}

  /** {@code ok} if everything is as it would be without the jar. */
  static String observe(int port) {
    try {
      return look(new Browser(new Http(port), "/m-form"));
    } catch (IOException e) {
      return "failed: " + e.getMessage();
    }
  }

  private static String look(Browser browser) throws IOException {
    String open = seenNobody(browser.get("/open/who"));
    // Not ours to look at, a token.
    String ignored = seenNobody(browser.with("a.b.c").get("/open/who"));
    HttpResponse<String> asked = browser.get("/secret/who", "Accept", "text/html");
    boolean shown =
        asked.body().contains("Who are you?")
            || Http.header(asked, "Location").contains("login.html");
    browser.post("/j_security_check", "j_username=alice&j_password=wrong");
    String before = seen(browser.get("/secret/who"));
    browser.get("/secret/who", "Accept", "text/html");
    HttpResponse<String> login =
        browser.post("/j_security_check", "j_username=alice&j_password=" + Applications.PASSWORD);
    boolean sentOn = login.statusCode() == 302 || login.statusCode() == 303;
    return all(
        open,
        ignored,
        shown ? OK : "no login page",
        before.equals(OK) ? "a wrong password" : OK,
        sentOn ? OK : "login " + login.statusCode(),
        seen(browser.get("/secret/who")),
        answered(browser.get("/secret-approver/who"), 403),
        seenNobody(browser.get("/open/do?do=logout")));
  }
}
