package io.sallyport.internal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathGuardTest {

  private static final PathGuard STRICT = PathGuard.of(Set.of());

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "//a, doubled slash",
    "/a//b, doubled slash",
    "/a/, ",
    "/a%2fb, encoded slash",
    "/a%2Fb, encoded slash",
    "/a\\b, backslash",
    "/a%5Cb, backslash",
    "/a;b, path parameter",
    "/a%3bb, path parameter",
    "/..;/a, path parameter",
    "/a%25b, encoded percent",
    "/a%00, control character",
    "/a%1F, control character",
    "/a%7f, control character",
    "/a%, malformed escape",
    "/a%2, malformed escape",
    "/a%zz, malformed escape",
    "/a%u002f, malformed escape",
    "/./a, dot segment",
    "/../a, dot segment",
    "/a/.., dot segment",
    "/a/., dot segment",
    "/%2e/a, dot segment",
    "/%2E%2e/a, dot segment",
    "/.%2e/a, dot segment",
    "/..., ",
    "/.a/..b/c../d., ",
    "/%61dmin, ",
    "/a%20b, ",
    "/a%c3%a9, ",
    "/a+b~c-d_e!$&'()*=:@, ",
    "/, "
  })
  void ambiguousPathsAreFound(String uri, String trick) {
    assertThat(STRICT.findSuspicion(uri, "/x").orElse(null)).isEqualTo(trick);
  }

  @Test
  void rawControlCharactersAreFound() {
    assertThat(STRICT.findSuspicion("/a\nb", "/x")).contains("control character");
    assertThat(STRICT.findSuspicion("/a\u0000", "/x")).contains("control character");
    assertThat(STRICT.findSuspicion("/a", "/a\nb")).contains("control character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/../a", "/a/..", "/./a"})
  void ambiguityInTheDecodedPathIsFound(String path) {
    assertThat(STRICT.findSuspicion("/x", path)).contains("dot segment");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "ENCODED_SLASH, /a%2fb",
    "BACKSLASH, /a%5cb",
    "PATH_PARAMETERS, /a;jsessionid=1",
    "ENCODED_PERCENT, /a%25b",
    "DOUBLE_SLASH, /a//b"
  })
  void eachAllowanceAllowsOneAmbiguity(PathAllowance allowance, String uri) {
    PathGuard relaxed = PathGuard.of(Set.of(allowance));
    PathGuard others = PathGuard.of(EnumSet.complementOf(EnumSet.of(allowance)));
    assertThat(relaxed.findSuspicion(uri, "/x")).isEmpty();
    assertThat(STRICT.findSuspicion(uri, "/x")).isPresent();
    assertThat(others.findSuspicion(uri, "/x")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..;/a",
        "/a/..;x=y/b",
        "/.;/a",
        "/..%3b/a",
        "/..%2fa",
        "/%2e%2e%2fa",
        "/a%2f../b",
        "/..\\a",
        "/a%5c..%5cb",
        "/a%00",
        "/a%zz"
      })
  void dotSegmentsAndControlsAreNeverAllowed(String uri) {
    PathGuard lax = PathGuard.of(EnumSet.allOf(PathAllowance.class));
    assertThat(lax.findSuspicion(uri, "/x")).isPresent();
  }
}
