package io.sallyport.internal.login;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.password.Plausibility;
import io.sallyport.spi.PasswordCheck;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.UserLookup;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;

/** A check that is not ours: the application's, or the identity stores of the server. */
public final class ApplicationCheck implements PasswordAuthenticator {

  private final PasswordCheck check;

  private ApplicationCheck(PasswordCheck check) {
    this.check = check;
  }

  /** Asks another's check. */
  public static ApplicationCheck of(PasswordCheck check) {
    return new ApplicationCheck(check);
  }

  @Override
  public Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password) {
    if (!Plausibility.isPlausible(name, password) || !Plausibility.isDistinct(password)) {
      return Optional.empty();
    }
    Optional<AuthPrincipal> answer = ask(name, password);
    // Under the session whoever they were before: the principal is a new one.
    return answer.map(
        found -> AuthPrincipal.of(found.getName(), found.roles(), AuthSource.SESSION));
  }

  @Override
  public UserLookup find(String name) {
    return guarded(() -> check.find(name));
  }

  @Override
  public boolean isFinding() {
    try {
      return check.getClass().getMethod("find", String.class).getDeclaringClass()
          != PasswordCheck.class;
    } catch (NoSuchMethodException e) {
      // It was compiled against a PasswordCheck that had no such method: the default answers.
      return false;
    }
  }

  private Optional<AuthPrincipal> ask(String name, String password) {
    return guarded(() -> check.check(name, password));
  }

  private <T> T guarded(Supplier<T> call) {
    try {
      T answer = call.get();
      if (answer == null) {
        // Against the contract, which only our own compiler holds applications to.
        throw new CredentialOutageException(check.getClass().getName() + " returned null");
      }
      return answer;
    } catch (CredentialOutageException e) {
      throw e;
    } catch (StoreUnavailableException e) {
      throw new CredentialOutageException(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Whatever another's class throws, it has not said whose password it is. Its class and not
      // its message, which may hold what was typed.
      throw new CredentialOutageException(
          check.getClass().getName() + " failed: " + e.getClass().getName() + place(e));
    }
  }

  private static String place(RuntimeException failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }

  @Override
  public String toString() {
    return "ApplicationCheck[" + check.getClass().getName() + "]";
  }
}
