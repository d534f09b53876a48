package io.sallyport.internal.engine;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * Decides who is calling. An explicit credential (a token in a header) decides alone, valid or not.
 * A credential that a browser sends on its own (a session, a token cookie) counts if it is valid;
 * otherwise the other credentials decide. If two of them are of different users, the later login
 * counts and the other is ended.
 */
public final class AuthEngine {

  private final CredentialSource[] sources;

  private AuthEngine(CredentialSource[] sources) {
    this.sources = sources;
  }

  /** Creates an engine that reads the sources in this order. */
  public static AuthEngine of(List<CredentialSource> sources) {
    return new AuthEngine(sources.toArray(new CredentialSource[0]));
  }

  /**
   * Decides who sends a request.
   *
   * @throws CredentialOutageException if a key server or store is unavailable
   */
  public AuthResult decide(HttpServletRequest request) {
    AmbientCredential found = null;
    for (CredentialSource source : sources) {
      AuthResult result = source.find(request);
      if (result.isExplicit()) {
        return result;
      }
      AmbientCredential next = new AmbientCredential(source, result);
      found = found == null ? next : found.choose(next, request);
    }
    return found == null ? AuthResult.none() : found.result();
  }

  /**
   * Checks that a request without a credential is certainly anonymous. Called before it is
   * rejected.
   *
   * @throws CredentialOutageException if an outage may hide a credential
   */
  public void requireAnonymous(HttpServletRequest request) {
    for (CredentialSource source : sources) {
      source.requireAnonymous(request);
    }
  }
}
