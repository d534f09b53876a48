package io.sallyport.spi;

import io.sallyport.identity.AuthPrincipal;
import java.util.Optional;

/**
 * Authenticates a user name and a password with the application's own code. The setting {@code
 * auth.login.user-store} names the class. The class is public and has a public constructor without
 * arguments.
 *
 * <pre>{@code
 * public final class StaffDirectory implements PasswordCheck {
 *   public Optional<AuthPrincipal> check(String name, String password) {
 *     return staff.find(name)
 *         .filter(user -> user.hasPassword(password))
 *         .map(user -> AuthPrincipal.of(user.name(), user.roles(), AuthSource.SESSION));
 *   }
 * }
 * }</pre>
 *
 * <p>One instance is created when the application starts. Many threads use it at once, and it is
 * not closed. Name and password are passed as the client sent them: not trimmed, case not changed.
 * Neither is longer than 1024 characters or contains a NUL character, and the name is never blank.
 * Sallyport limits the number of attempts itself. The check of an unknown name must take as long as
 * the check of a wrong password, so that response times do not reveal which names exist.
 */
@FunctionalInterface
public interface PasswordCheck {

  /**
   * Checks a user name and a password.
   *
   * @return the caller, with the name that the application uses for this user however it was typed;
   *     empty if the name is unknown or the password is wrong. Claims and source are not kept.
   * @throws StoreUnavailableException if the user store is unavailable. The client receives 503, as
   *     with every other unchecked exception.
   */
  Optional<AuthPrincipal> check(String name, String password);

  /**
   * Looks up a user without a password, before a refresh token of the user is exchanged. If it is
   * not implemented, a disabled user or a removed role takes effect only after {@code
   * auth.refresh.lifetime}, and the start-up report says so.
   *
   * @param name as {@link #check} returned it at login
   * @throws StoreUnavailableException if the user store is unavailable. The client receives 503,
   *     and the refresh token stays valid.
   */
  default UserLookup find(String name) {
    return UserLookup.unsupported();
  }
}
