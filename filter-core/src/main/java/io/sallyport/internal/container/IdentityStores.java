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
 * Checks passwords with the identity stores of Jakarta Security (3.0, chapter 3) that the
 * application or the server has. One handler calls all stores.
 */
public final class IdentityStores implements PasswordCheck {

  private IdentityStores() {}

  /** Finds the handler; empty if the application has no CDI, or CDI has no handler. */
  public static Optional<IdentityStores> find() {
    try {
      return handler().isResolvable() ? Optional.of(new IdentityStores()) : Optional.empty();
    } catch (IllegalStateException e) {
      // CDI.current() throws this if there is no CDI, or none for this application.
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
