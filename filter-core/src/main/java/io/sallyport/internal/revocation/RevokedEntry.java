package io.sallyport.internal.revocation;

import io.sallyport.spi.Revocation;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * One entry of a node's copy. It is small, since there may be millions. Its key is the 32 bytes of
 * a {@link RevocationKey}, and the entry is its own key in the map.
 */
final class RevokedEntry {

  private static final int KEY_LENGTH = 43;

  private final long key1;
  private final long key2;
  private final long key3;
  private final long key4;
  // Only raised, by one thread at a time.
  private volatile long before = Long.MIN_VALUE;
  private volatile long until = Long.MIN_VALUE;
  private volatile int pass;

  private RevokedEntry(ByteBuffer key) {
    this.key1 = key.getLong();
    this.key2 = key.getLong();
    this.key3 = key.getLong();
    this.key4 = key.getLong();
  }

  /** An entry for a key, without times; empty if the text is not a revocation key. */
  static Optional<RevokedEntry> of(String key) {
    if (key.length() != KEY_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RevokedEntry(ByteBuffer.wrap(Base64.getUrlDecoder().decode(key))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the text is a revocation key. */
  static boolean isKey(String key) {
    return of(key).isPresent();
  }

  /** Keeps the later of both times. */
  synchronized void raise(long otherBefore, long otherUntil) {
    before = Math.max(before, otherBefore);
    until = Math.max(until, otherUntil);
  }

  boolean covers(long otherBefore, long otherUntil) {
    return before >= otherBefore && until >= otherUntil;
  }

  long before() {
    return before;
  }

  long until() {
    return until;
  }

  /** Marks that the store has the same entry. */
  void markSeen(int inPass) {
    pass = inPass;
  }

  boolean isSeen(int inPass) {
    return pass == inPass;
  }

  Revocation revocation() {
    byte[] key =
        ByteBuffer.allocate(4 * Long.BYTES)
            .putLong(key1)
            .putLong(key2)
            .putLong(key3)
            .putLong(key4)
            .array();
    return Revocation.of(
        Base64.getUrlEncoder().withoutPadding().encodeToString(key),
        Instant.ofEpochMilli(before),
        Instant.ofEpochMilli(until));
  }

  /** Compares the key only. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RevokedEntry && isSameKey((RevokedEntry) other);
  }

  private boolean isSameKey(RevokedEntry other) {
    return key1 == other.key1 && key2 == other.key2 && key3 == other.key3 && key4 == other.key4;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(key1);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "RevokedEntry";
  }
}
