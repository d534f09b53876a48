package io.sallyport.internal.key;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** Verifies signatures. Bound to one algorithm, so that no token can choose another. */
public final class VerificationKey {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final Optional<String> keyId;
  private final Algorithm algorithm;
  private final int bits;

  VerificationKey(Optional<String> keyId, Algorithm algorithm, int bits) {
    this.keyId = keyId;
    this.algorithm = algorithm;
    this.bits = bits;
  }

  /**
   * Whether this key made the signature of a token. If the provider fails, the answer is no, since
   * the client chose the signature.
   */
  public boolean isSignatureOf(DecodedJWT token) {
    try {
      algorithm.verify(token);
      return true;
    } catch (SignatureVerificationException e) {
      // Wrong or malformed. The message contains the token, so it is not logged.
      return false;
    } catch (RuntimeException e) {
      // Providers throw unchecked exceptions for some malformed signatures.
      LOGGER.log(Level.DEBUG, "signature provider failed: exception={0}", e.getClass().getName());
      return false;
    }
  }

  boolean isFor(String id) {
    return keyId.isEmpty() || keyId.get().equals(id);
  }

  // Ed25519 has two names (RFC 8037, RFC 9864).
  List<String> algorithmNames() {
    return algorithm.getName().equals(Ed25519Algorithm.NAME)
        ? List.of(Ed25519Algorithm.NAME, Ed25519Algorithm.OTHER_NAME)
        : List.of(algorithm.getName());
  }

  /** Algorithm, size and id, for the start-up report. */
  @Override
  public String toString() {
    return algorithm.getName()
        + ", "
        + bits
        + " bits, "
        + keyId.map(id -> "kid " + printable(id)).orElse("no kid");
  }

  private static String printable(String id) {
    StringBuilder safe = new StringBuilder(id.length());
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      safe.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return safe.toString();
  }
}
