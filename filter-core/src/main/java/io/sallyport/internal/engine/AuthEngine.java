package io.sallyport.internal.engine;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * Decides who is calling: the first source that finds a credential decides, good or bad, and none
 * behind it is asked. So a bad token is refused even when the session is valid.
 */
public final class AuthEngine {

  private final CredentialSource[] sources;

  private AuthEngine(CredentialSource[] sources) {
    this.sources = sources;
  }

  /** An engine that asks in the order of the list. */
  public static AuthEngine of(List<CredentialSource> sources) {
    return new AuthEngine(sources.toArray(new CredentialSource[0]));
  }

  /**
   * One decision for one request.
   *
   * @throws CredentialOutageException if what is needed to decide does not answer
   */
  public AuthResult decide(HttpServletRequest request) {
    for (CredentialSource source : sources) {
      AuthResult result = source.find(request);
      if (!result.isNone()) {
        return result;
      }
    }
    return AuthResult.none();
  }

  /**
   * Before somebody in whom nobody was found is refused.
   *
   * @throws CredentialOutageException if they may be known all the same
   */
  public void requireNobody(HttpServletRequest request) {
    for (CredentialSource source : sources) {
      source.requireNobody(request);
    }
  }
}
