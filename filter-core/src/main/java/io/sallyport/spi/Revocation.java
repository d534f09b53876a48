package io.sallyport.spi;

import java.time.Instant;
import java.util.Objects;

/** Revokes all tokens or sessions of one key that began up to a given time. */
public final class Revocation {

  private final String key;
  private final Instant before;
  private final Instant until;

  private Revocation(String key, Instant before, Instant until) {
    this.key = key;
    this.before = before;
    this.until = until;
  }

  /**
   * Creates a revocation.
   *
   * @param key what is revoked: opaque text of at most 64 characters
   * @param before what began at this time or earlier is revoked; milliseconds are kept
   * @param until when everything that it revokes has expired anyway, so that the store may delete
   *     the entry
   */
  public static Revocation of(String key, Instant before, Instant until) {
    return new Revocation(
        key,
        Instant.ofEpochMilli(before.toEpochMilli()),
        Instant.ofEpochMilli(until.toEpochMilli()));
  }

  public String key() {
    return key;
  }

  /** What began after this time is not revoked. */
  public Instant before() {
    return before;
  }

  public Instant until() {
    return until;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Revocation
        && key.equals(((Revocation) other).key)
        && before.equals(((Revocation) other).before)
        && until.equals(((Revocation) other).until);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, before, until);
  }

  /** Does not show the key. */
  @Override
  public String toString() {
    return "Revocation[before " + before + ", until " + until + "]";
  }
}
