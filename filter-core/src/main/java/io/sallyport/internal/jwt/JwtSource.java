package io.sallyport.internal.jwt;

import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.engine.CredentialSource;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.key.KeysUnavailableException;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.revocation.RevocationsUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Authenticates a caller by a JSON Web Token. Needs no session and, once keys are known, no I/O.
 */
public final class JwtSource implements CredentialSource {

  private final BearerTokenResolver resolver;
  private final TokenAuthenticator authenticator;
  private final CertificateBinding binding;
  private final Optional<RevocationList> revocations;

  private JwtSource(
      BearerTokenResolver resolver,
      TokenAuthenticator authenticator,
      CertificateBinding binding,
      Optional<RevocationList> revocations) {
    this.resolver = resolver;
    this.authenticator = authenticator;
    this.binding = binding;
    this.revocations = revocations;
  }

  public static JwtSource of(
      BearerTokenResolver resolver,
      TokenAuthenticator authenticator,
      CertificateBinding binding,
      Optional<RevocationList> revocations) {
    return new JwtSource(resolver, authenticator, binding, revocations);
  }

  @Override
  public AuthResult find(HttpServletRequest request) {
    try {
      Optional<UnverifiedBearerToken> explicit = resolver.findExplicit(request);
      return explicit.isPresent() ? authenticate(explicit.get(), request) : findAmbient(request);
    } catch (RejectedTokenException e) {
      return AuthResult.rejected(e.rejection(), e.facts());
    } catch (KeysUnavailableException | RevocationsUnavailableException e) {
      throw new CredentialOutageException(String.valueOf(e.getMessage()));
    }
  }

  // A browser sends its cookie until it expires. If an invalid one were rejected, the user could
  // not
  // log in again.
  private AuthResult findAmbient(HttpServletRequest request) {
    try {
      Optional<UnverifiedBearerToken> cookie = resolver.findAmbient(request);
      return cookie.isPresent() ? authenticate(cookie.get(), request) : AuthResult.none();
    } catch (RejectedTokenException e) {
      return AuthResult.ignored(e.rejection(), e.facts());
    }
  }

  /** Always false: the response must remove the cookie. */
  @Override
  public boolean end(HttpServletRequest request) {
    return false;
  }

  private AuthResult authenticate(UnverifiedBearerToken bearer, HttpServletRequest request)
      throws RejectedTokenException {
    VerifiedCaller caller = authenticator.authenticate(bearer.token());
    // Depends on the connection, so it is checked for cached tokens too.
    binding.check(caller.token(), request);
    if (revocations.isPresent() && revocations.get().isRevoked(caller::revocationQuery)) {
      throw new RejectedTokenException(Rejection.REVOKED, "");
    }
    return AuthResult.accepted(CallerIdentity.ofToken(caller.principal(), bearer.isAmbient()))
        .begunAt(Login.began(caller.token().claims()));
  }
}
