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

/** The caller whom a JSON Web Token names. Needs no session and, once keys are known, no I/O. */
public final class JwtSource implements CredentialSource {

  private final BearerTokenResolver carriers;
  private final TokenAuthenticator authenticator;
  private final CertificateBinding binding;
  private final Optional<RevocationList> revocations;

  private JwtSource(
      BearerTokenResolver carriers,
      TokenAuthenticator authenticator,
      CertificateBinding binding,
      Optional<RevocationList> revocations) {
    this.carriers = carriers;
    this.authenticator = authenticator;
    this.binding = binding;
    this.revocations = revocations;
  }

  /** A source of tokens. */
  public static JwtSource of(
      BearerTokenResolver carriers,
      TokenAuthenticator authenticator,
      CertificateBinding binding,
      Optional<RevocationList> revocations) {
    return new JwtSource(carriers, authenticator, binding, revocations);
  }

  @Override
  public AuthResult find(HttpServletRequest request) {
    try {
      Optional<CarriedToken> explicit = carriers.findExplicit(request);
      return explicit.isPresent() ? judge(explicit.get(), request) : findAmbient(request);
    } catch (RejectedTokenException e) {
      return AuthResult.rejected(e.rejection(), e.facts());
    } catch (KeysUnavailableException | RevocationsUnavailableException e) {
      throw new CredentialOutageException(String.valueOf(e.getMessage()));
    }
  }

  // A browser goes on sending its cookie for as long as it has it. If a bad one were rejected, its
  // user could not even log in again.
  private AuthResult findAmbient(HttpServletRequest request) {
    try {
      Optional<CarriedToken> carried = carriers.findAmbient(request);
      return carried.isPresent() ? judge(carried.get(), request) : AuthResult.none();
    } catch (RejectedTokenException e) {
      return AuthResult.ignored(e.rejection(), e.facts());
    }
  }

  /** What the browser keeps, its answer must take away. */
  @Override
  public boolean end(HttpServletRequest request) {
    return false;
  }

  private AuthResult judge(CarriedToken carried, HttpServletRequest request)
      throws RejectedTokenException {
    VerifiedCaller caller = authenticator.authenticate(carried.token());
    // Of this request and this moment, so on every one, whether or not the token is known
    // already.
    binding.check(caller.token(), request);
    // The keys are hashes: not made where nothing was taken back at all.
    if (revocations.isPresent()
        && !revocations.get().isEmpty()
        && caller.isRevokedIn(revocations.get())) {
      throw new RejectedTokenException(Rejection.REVOKED, "");
    }
    return AuthResult.accepted(CallerIdentity.ofToken(caller.principal(), carried.isAmbient()))
        .begunAt(Login.began(caller.token().claims()));
  }
}
