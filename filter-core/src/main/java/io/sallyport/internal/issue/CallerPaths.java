package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.ClaimPath;
import io.sallyport.internal.jwt.Login;
import java.util.List;
import java.util.Map;

/** The claims in which our access tokens have the caller's name and roles. */
final class CallerPaths {

  private final ClaimPath name;
  private final ClaimPath roles;

  CallerPaths(ClaimPath name, ClaimPath roles) {
    this.name = name;
    this.roles = roles;
  }

  /** Writes the caller of a login into claims. */
  void put(Map<String, Object> claims, Login login) {
    name.put(claims, login.name());
    roles.put(claims, List.copyOf(login.roles()));
  }
}
