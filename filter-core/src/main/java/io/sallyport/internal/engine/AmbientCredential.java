package io.sallyport.internal.engine;

import io.sallyport.identity.CallerIdentity;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;

/** A credential that a browser sends on its own, a session or a token cookie, with its source. */
final class AmbientCredential {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final CredentialSource source;
  private final AuthResult result;

  AmbientCredential(CredentialSource source, AuthResult result) {
    this.source = source;
    this.result = result;
  }

  AuthResult result() {
    return result;
  }

  /** Chooses the one of two credentials that counts. */
  AmbientCredential choose(AmbientCredential other, HttpServletRequest request) {
    if (!other.result.isAccepted()) {
      return this;
    }
    if (!result.isAccepted()) {
      return result.ignored().map(other::ignoring).orElse(other);
    }
    if (name().equals(other.name())) {
      return this;
    }
    return other.result.began() > result.began()
        ? other.ending(this, request)
        : ending(other, request);
  }

  // Two users logged in with one browser. The later login counts, and the earlier one is ended, so
  // that it does not return when the later one ends.
  private AmbientCredential ending(AmbientCredential earlier, HttpServletRequest request) {
    CallerIdentity superseded = earlier.result.requireIdentity();
    boolean ended = earlier.source.end(request);
    LOGGER.log(
        Level.INFO,
        "login ended by a later login of another user: ended={0} later={1}",
        superseded.source(),
        result.requireIdentity().source());
    return ended ? this : ignoring(IgnoredCredential.superseded(superseded));
  }

  private AmbientCredential ignoring(IgnoredCredential ignored) {
    return new AmbientCredential(source, result.ignoring(ignored));
  }

  private String name() {
    return result.requireIdentity().principal().getName();
  }
}
