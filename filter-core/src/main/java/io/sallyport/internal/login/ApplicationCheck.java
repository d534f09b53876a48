package io.sallyport.internal.login;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.password.PasswordInput;
import io.sallyport.spi.PasswordCheck;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.UserLookup;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;

/** Calls a password check outside Sallyport: the application's, or the server's identity stores. */
public final class ApplicationCheck implements PasswordAuthenticator {

  private final PasswordCheck check;

  private ApplicationCheck(PasswordCheck check) {
    this.check = check;
  }

  /** Creates an authenticator that calls this check. */
  public static ApplicationCheck of(PasswordCheck check) {
    return new ApplicationCheck(check);
  }

  @Override
  public Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password) {
    if (!PasswordInput.isAcceptable(name, password) || !PasswordInput.isUnambiguous(password)) {
      return Optional.empty();
    }
    Optional<AuthPrincipal> answer = call(name, password);
    // A new principal with the source SESSION, whatever the source of the answer is.
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
      // It was compiled against a PasswordCheck without this method, so the default is called.
      return false;
    }
  }

  private Optional<AuthPrincipal> call(String name, String password) {
    return guarded(() -> check.check(name, password));
  }

  private <T> T guarded(Supplier<T> call) {
    try {
      T answer = call.get();
      if (answer == null) {
        // This violates the contract, which the application's compiler does not check.
        throw new CredentialOutageException(
            "user store failed: " + check.getClass().getName() + " returned null");
      }
      return answer;
    } catch (CredentialOutageException e) {
      throw e;
    } catch (StoreUnavailableException e) {
      throw new CredentialOutageException(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Any exception means that the password was not checked. The log shows its class and not its
      // message, which may contain what the user typed.
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
