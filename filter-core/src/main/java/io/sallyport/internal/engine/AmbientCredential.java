package io.sallyport.internal.engine;

import io.sallyport.identity.CallerIdentity;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;

/** What one source found that a browser sends on its own: a session, or a token in a cookie. */
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

  /** The one that counts of two. */
  AmbientCredential beside(AmbientCredential other, HttpServletRequest request) {
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

  // Two users in one browser: whoever logged in later sits in front of it. The other login must not
  // come back when this one ends.
  private AmbientCredential ending(AmbientCredential earlier, HttpServletRequest request) {
    CallerIdentity loser = earlier.result.requireIdentity();
    boolean ended = earlier.source.end(request);
    LOGGER.log(
        Level.INFO,
        "login ended by a later login of another user: ended={0} later={1}",
        loser.source(),
        result.requireIdentity().source());
    return ended ? this : ignoring(IgnoredCredential.superseded(loser));
  }

  private AmbientCredential ignoring(IgnoredCredential ignored) {
    return new AmbientCredential(source, result.ignoring(ignored));
  }

  private String name() {
    return result.requireIdentity().principal().getName();
  }
}
