package io.sallyport.internal.key;

import java.util.List;

/** Keys that were read at the start and never change. */
final class FixedKeys implements VerificationKeys {

  private final KeySet keys;

  FixedKeys(KeySet keys) {
    this.keys = keys;
  }

  @Override
  public KeySet current() {
    return keys;
  }

  @Override
  public KeySet renewed(String algorithm) {
    return keys;
  }

  @Override
  public List<String> describe() {
    return keys.describe();
  }
}
