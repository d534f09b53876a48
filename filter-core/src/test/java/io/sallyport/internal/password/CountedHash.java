package io.sallyport.internal.password;

import java.util.concurrent.atomic.AtomicInteger;

/** A hash that counts how often it was computed. Its text is the password. */
public final class CountedHash implements PasswordHash {

  private final String password;
  private final AtomicInteger computations;
  private final AtomicInteger decoys;

  public CountedHash(String password, AtomicInteger computations, AtomicInteger decoys) {
    this.password = password;
    this.computations = computations;
    this.decoys = decoys;
  }

  @Override
  public boolean verify(String typed) {
    computations.incrementAndGet();
    return typed.equals(password);
  }

  @Override
  public PasswordHash decoy() {
    return new CountedHash("no password at all", decoys, decoys);
  }

  @Override
  public HashAlgorithm algorithm() {
    return HashAlgorithm.PBKDF2;
  }

  @Override
  public boolean isWeak() {
    return false;
  }

  @Override
  public String text() {
    return password;
  }
}
