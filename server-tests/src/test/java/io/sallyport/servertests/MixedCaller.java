package io.sallyport.servertests;

import java.util.List;
import java.util.Map;

/** A caller of a request, with the name and roles that the answer must show. */
final class MixedCaller {

  static final MixedCaller ANONYMOUS = new MixedCaller("", List.of());

  private final String name;
  private final List<String> roles;
  private final String[] headers;

  private MixedCaller(String name, List<String> roles, String... headers) {
    this.name = name;
    this.roles = roles;
    this.headers = headers;
  }

  static MixedCaller byToken(String name, List<String> roles) {
    String token = MatrixVisit.token(name, roles.toArray(new String[0]));
    return new MixedCaller(name, roles, "Authorization", "Bearer " + token);
  }

  static MixedCaller bySession(String name, Browser browser, List<String> roles) {
    return new MixedCaller(name, roles, "Cookie", browser.cookieHeader());
  }

  String[] headers() {
    return headers.clone();
  }

  boolean isNamedIn(Map<String, String> echo) {
    return name.equals(echo.get("principal")) && name.equals(echo.get("user"));
  }

  boolean hasRolesOf(Map<String, String> echo) {
    return List.of("employee", "approver").stream()
        .allMatch(role -> String.valueOf(roles.contains(role)).equals(echo.get("role." + role)));
  }

  @Override
  public String toString() {
    return "'" + name + "' " + roles + (headers.length == 0 ? "" : " by " + headers[0]);
  }
}
