package io.sallyport.internal.engine;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * Decides who is calling. A credential that was sent on purpose (a token in a header) decides
 * alone, valid or not. What a browser sends on its own (a session, a token in a cookie) counts if
 * it is valid; otherwise the request is judged by what remains. If two of those name different
 * users, the later login counts and the other is ended.
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
    AmbientCredential found = null;
    for (CredentialSource source : sources) {
      AuthResult result = source.find(request);
      if (result.isExplicit()) {
        return result;
      }
      AmbientCredential next = new AmbientCredential(source, result);
      found = found == null ? next : found.beside(next, request);
    }
    return found == null ? AuthResult.none() : found.result();
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
