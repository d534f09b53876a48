package io.sallyport.internal.jwt;

import java.util.Collection;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** One login of a user. All tokens issued for it have its id and its time. */
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
   * Creates a login.
   *
   * @param id the {@code sid} of its tokens; must not be guessable
   * @param at milliseconds since 1970
   */
  public static Login of(String name, Collection<String> roles, String id, long at) {
    return new Login(name, roles, id, at);
  }

  /**
   * The time at which the login of a token began, in milliseconds: the login time of our own
   * tokens, else {@code iat}. A token without either counts as older than every revocation.
   */
  public static long began(Claims claims) {
    OptionalLong login = claims.findLong(OwnClaims.LOGIN_TIME);
    if (login.isPresent()) {
      return login.getAsLong();
    }
    OptionalDouble issued = claims.findNumber("iat");
    return issued.isPresent() ? (long) Math.floor(issued.getAsDouble()) * 1000 : Long.MIN_VALUE;
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

  /** Without the name. */
  @Override
  public String toString() {
    return "Login[" + roles.size() + " roles]";
  }
}
