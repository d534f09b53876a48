package io.sallyport.spi;

import java.util.Collection;
import java.util.Set;

/**
 * Result of looking up a user without a password. It is used before a refresh token is exchanged,
 * so that a disabled user or a removed role takes effect.
 */
public final class UserLookup {

  private static final UserLookup NONE = new UserLookup(State.NONE, "", Set.of());
  private static final UserLookup UNSUPPORTED = new UserLookup(State.UNSUPPORTED, "", Set.of());

  private enum State {
    ACTIVE,
    NONE,
    UNSUPPORTED
  }

  private final State state;
  private final String name;
  private final Set<String> roles;

  private UserLookup(State state, String name, Collection<String> roles) {
    this.state = state;
    this.name = name;
    this.roles = Set.copyOf(roles);
  }

  /**
   * Creates the result for a user who may log in.
   *
   * @param name as the user store writes it
   * @param roles the present roles
   */
  public static UserLookup active(String name, Collection<String> roles) {
    return new UserLookup(State.ACTIVE, name, roles);
  }

  /** Creates the result for a user who does not exist or is disabled. */
  public static UserLookup none() {
    return NONE;
  }

  /** Creates the result of a user store that has no lookup without a password. */
  public static UserLookup unsupported() {
    return UNSUPPORTED;
  }

  public boolean isActive() {
    return state == State.ACTIVE;
  }

  public boolean isUnsupported() {
    return state == State.UNSUPPORTED;
  }

  /** The user's name; empty unless {@link #isActive}. */
  public String name() {
    return name;
  }

  /** The user's roles; none unless {@link #isActive}. */
  public Set<String> roles() {
    return roles;
  }

  /** Does not show the name. */
  @Override
  public String toString() {
    return "UserLookup[" + state + "]";
  }
}
