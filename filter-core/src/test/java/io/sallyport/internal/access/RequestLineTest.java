package io.sallyport.internal.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.test.FakeRequest;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the container dispatches the path that the client sent. */
class RequestLineTest {

  private static final PathGuard LAX =
      PathGuard.of(EnumSet.complementOf(EnumSet.of(PathAllowance.REWRITTEN_PATH)));

  private static FakeRequest request(String uri, String context, String servlet, String info) {
    return FakeRequest.get("/").paths(context, servlet, info).uri(uri);
  }

  @ParameterizedTest(name = "{0} = {1} + {2} + {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "/a/b,                 '',     /a/b,         -",
        "/a/b,                 '',     /a,           /b",
        "/,                    '',     '',           /",
        "/c,                   /c,     '',           -",
        "/c/,                  /c,     /,            -",
        "/c/,                  /c,     /index.html,  -",
        "/c/d/,                /c,     /d/index.jsp, -",
        "/c/d/,                /c,     /d/faces,     /index.xhtml",
        "/c/x.do,              /c,     /x.do,        -",
        "/c/%61pp/x,           /c,     /app,         /x",
        "/%63/app/x,           /c,     /app,         /x",
        "/%63/app/x,           /%63,   /app,         /x",
        "/c%20d/app,           /c d,   /app,         -",
        "/c/caf%C3%A9,         /c,     /caf\u00e9,   -",
        "/c/caf%E9,            /c,     /caf\u00e9,   -",
        "/c/app;jsessionid=1,  /c,     /app,         -",
        "/c/app;a=b/x,         /c,     /app,         /x",
        "/c/app;a=b/x,         /c,     /app;a=b,     /x",
        "/c;v=1/app/x,         /c,     /app,         /x",
        "/c/;/app/x,           /c,     /app,         /x",
        "/c/;/app/x,           /c,     //app,        /x",
        "/c//app/x,            /c,     //app/x,      -",
        "/c//app/x,            /c,     /app,         /x",
        "/c/%2fapp/x,          /c,     /%2fapp/x,    -",
        "/c/a%2fb,             /c,     /a/b,         -",
        "/c/a%5cb,             /c,     /a\\b,        -",
        "/c/100%25,            /c,     /100%,        -",
        "/c/%2561,             /c,     /%61,         -",
        "/c/a+b,               /c,     /a+b,         -"
      })
  void pathOfTheRequestUriIsAccepted(String uri, String context, String servlet, String info) {
    FakeRequest request = request(uri, context, servlet, info);
    assertThat(LAX.findSuspicion(request, RequestPath.of(request))).isEmpty();
  }

  @ParameterizedTest(name = "{0} = {1} + {2} + {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "/app/cccc,     /app, /ruled,      /y",
        "/auth/login,   '',   /x.do,       -",
        "/auth/login,   '',   /auth/login, /x",
        "/auth/login,   '',   /AUTH/login, -",
        "/c/a,          /c,   /a/,         -",
        "/c/a,          /c,   /a/index.html, -",
        "/c/a/b,        /c,   /a,          -",
        "/c/d/,         /c,   /index.html, -",
        "/cc/a,         /c,   /a,          -",
        "/d/a,          /c,   /a,          -",
        "*,             '',   '',          -"
      })
  void pathOfAnotherRequestUriIsRejected(String uri, String context, String servlet, String info) {
    FakeRequest request = request(uri, context, servlet, info);
    assertThat(LAX.findSuspicion(request, RequestPath.of(request)))
        .contains("path of another request URI");
    PathGuard rewritten = PathGuard.of(Set.of(PathAllowance.REWRITTEN_PATH));
    assertThat(rewritten.findSuspicion(request, RequestPath.of(request))).isEmpty();
  }

  @Test
  void repeatedlyEncodedDotSegmentIsFound() {
    for (String dots : new String[] {"%252e%252e", "%25252e.", "%2525252e"}) {
      String decoded = dots.replace("%25", "%");
      FakeRequest request = request("/a/" + dots + "/b", "", "/a/" + decoded + "/b", null);
      assertThat(LAX.findSuspicion(request, RequestPath.of(request)))
          .as(dots)
          .contains("dot segment");
    }
  }

  @Test
  void pathEscapedAfterFourPassesIsRejected() {
    String deep = "/%25252525252525252e/a";
    FakeRequest request = request("/%2525252525252525252e/a", "", deep, null);
    assertThat(LAX.findSuspicion(request, RequestPath.of(request))).isPresent();
  }
}
