package io.sallyport.spi;

import io.sallyport.identity.AuthPrincipal;
import java.util.Optional;

/**
 * Says whom a name and a password belong to, where the application knows that best: {@code
 * auth.login.user-store} names the class, which is public and has a public constructor without
 * arguments.
 *
 * <pre>{@code
 * public final class StaffDirectory implements PasswordCheck {
 *   public Optional<AuthPrincipal> check(String name, String password) {
 *     return staff.find(name)
 *         .filter(person -> person.hasPassword(password))
 *         .map(person -> AuthPrincipal.of(person.name(), person.roles(), AuthSource.SESSION));
 *   }
 * }
 * }</pre>
 *
 * <p>One instance is made when the application starts and is used by many threads at once; it is
 * not closed. Assumes nothing of name and password: they are as the client sent them, neither
 * trimmed nor folded, but never longer than 1024 characters, the name never blank and neither with
 * a NUL character. How often somebody may guess is counted around it. To let nobody find out which
 * names there are, a name that is unknown must take as long as a wrong password.
 */
@FunctionalInterface
public interface PasswordCheck {

  /**
   * Checks.
   *
   * @return the caller, under the one name that the application knows them by however they typed
   *     it; nothing if the name is unknown or the password wrong. Claims and source are not kept.
   * @throws StoreUnavailableException if it cannot be known now; the client receives 503, as with
   *     every other unchecked exception
   */
  Optional<AuthPrincipal> check(String name, String password);

  /**
   * Looks a user up without a password, before a refresh token of theirs is exchanged. If not
   * implemented, a disabled user or a withdrawn role takes effect only when {@code
   * auth.refresh.lifetime} is over; the start-up report says so.
   *
   * @param name as {@link #check} returned it at login
   * @throws StoreUnavailableException if it cannot be known now; the client receives 503, and the
   *     refresh token stays valid
   */
  default UserLookup find(String name) {
    return UserLookup.unsupported();
  }
}
