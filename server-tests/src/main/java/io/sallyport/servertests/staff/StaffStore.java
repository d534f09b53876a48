package io.sallyport.servertests.staff;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** An identity store with one user. */
@ApplicationScoped
public class StaffStore implements IdentityStore {

  /** The server's {@code IdentityStoreHandler} calls this through the interface's own method. */
  public CredentialValidationResult validate(UsernamePasswordCredential credential) {
    return credential.compareTo("sally", "sally-store-password")
        ? new CredentialValidationResult("sally", Set.of("employee", "keeper"))
        : CredentialValidationResult.INVALID_RESULT;
  }
}
