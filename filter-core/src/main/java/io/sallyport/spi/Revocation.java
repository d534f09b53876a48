package io.sallyport.spi;

import java.time.Instant;
import java.util.Objects;

/** Something that is good no more: all that a key stands for and that began up to a moment. */
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
   * A revocation.
   *
   * @param key what is taken back: opaque text of at most 64 characters
   * @param before what began at this moment or earlier; in milliseconds
   * @param until when everything that it could concern is over, so that it may be forgotten
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

  /** What began later is good. */
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

  /** Without the key. */
  @Override
  public String toString() {
    return "Revocation[before " + before + ", until " + until + "]";
  }
}
