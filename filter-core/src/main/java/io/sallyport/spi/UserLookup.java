package io.sallyport.spi;

import java.util.Collection;
import java.util.Set;

/**
 * What a user store says about a user without a password: asked before a refresh token is
 * exchanged, so that a disabled user or a withdrawn role takes effect.
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
   * The user may log in.
   *
   * @param name as the user store spells it
   * @param roles those of now
   */
  public static UserLookup active(String name, Collection<String> roles) {
    return new UserLookup(State.ACTIVE, name, roles);
  }

  /** There is no such user, or the user is disabled. */
  public static UserLookup none() {
    return NONE;
  }

  /** This user store cannot tell without a password. */
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

  /** Names nobody. */
  @Override
  public String toString() {
    return "UserLookup[" + state + "]";
  }
}
