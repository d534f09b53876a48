package io.sallyport.internal.jwt;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** One log-in of somebody: all tokens that come of it share its id and its moment. */
public final class Login {

  private final String name;
  private final Set<String> roles;
  private final String id;
  private final long at;

  private Login(String name, Collection<String> roles, String id, long at) {
    this.name = name;
    this.roles = Set.copyOf(roles);
    this.id = id;
    this.at = at;
  }

  /**
   * A log-in.
   *
   * @param id for {@code sid}; nobody can guess it
   * @param at in milliseconds since 1970
   */
  public static Login of(String name, Collection<String> roles, String id, long at) {
    return new Login(name, roles, id, at);
  }

  /**
   * When what has these claims began, in milliseconds: the log-in of our own tokens, else the
   * second of {@code iat}. Without either it counts as older than everything that was ever taken
   * back.
   */
  public static long began(Map<String, Object> claims) {
    Object login = claims.get(OwnClaims.LOGIN_TIME);
    if (login instanceof Long) {
      return (Long) login;
    }
    Object issued = claims.get("iat");
    return issued instanceof Number
        ? (long) Math.floor(((Number) issued).doubleValue()) * 1000
        : Long.MIN_VALUE;
  }

  public String name() {
    return name;
  }

  public Set<String> roles() {
    return roles;
  }

  public String id() {
    return id;
  }

  public long at() {
    return at;
  }

  /** Names nobody. */
  @Override
  public String toString() {
    return "Login[" + roles.size() + " roles]";
  }
}
