package io.sallyport.internal.password;

import io.sallyport.internal.engine.CredentialOutageException;

/**
 * A hash whose library is missing. Verification is an outage and not a rejection, because the
 * password may be correct. The decoy behaves the same way, so that unknown names get the same
 * answer.
 */
final class UnavailableHash implements PasswordHash {

  private final HashAlgorithm algorithm;
  private final String text;

  UnavailableHash(HashAlgorithm algorithm, String text) {
    this.algorithm = algorithm;
    this.text = text;
  }

  @Override
  public boolean verify(String password) {
    throw new CredentialOutageException(
        "password hash not supported: " + algorithm + " " + HashAlgorithm.REMEDY);
  }

  @Override
  public PasswordHash decoy() {
    return this;
  }

  @Override
  public HashAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public boolean isWeak() {
    return false;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return "UnavailableHash[" + algorithm + "]";
  }
}
