package io.sallyport.internal.container;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.spi.PasswordCheck;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.util.Optional;

/**
 * The identity stores that the application or the server has for Jakarta Security (3.0, chapter 3),
 * all of them behind their one handler.
 */
public final class IdentityStores implements PasswordCheck {

  private IdentityStores() {}

  /** Whether there is CDI for this application, and the handler in it. */
  public static Optional<IdentityStores> find() {
    try {
      return handler().isResolvable() ? Optional.of(new IdentityStores()) : Optional.empty();
    } catch (IllegalStateException e) {
      // CDI.current() where there is none, or not for this application.
      return Optional.empty();
    }
  }

  private static Instance<IdentityStoreHandler> handler() {
    return CDI.current().select(IdentityStoreHandler.class);
  }

  @Override
  public Optional<AuthPrincipal> check(String name, String password) {
    CredentialValidationResult result =
        handler().get().validate(new UsernamePasswordCredential(name, password));
    return result.getStatus() == CredentialValidationResult.Status.VALID
        ? Optional.of(
            AuthPrincipal.of(
                result.getCallerPrincipal().getName(),
                result.getCallerGroups(),
                AuthSource.SESSION))
        : Optional.empty();
  }
}
