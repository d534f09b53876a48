package io.sallyport.internal.revocation;

import java.util.ArrayList;
import java.util.List;

/**
 * The question whether something is revoked: the keys of {@link RevocationKey} that revoke it. A
 * key of its id revokes it at any time. A key of its owner revokes it if it began before the
 * revocation.
 */
public final class RevocationQuery {

  // At most the time of every revocation.
  private static final long ANY_TIME = Long.MIN_VALUE;

  private final List<String> keys;
  private final List<Long> began;

  private RevocationQuery(List<String> keys, List<Long> began) {
    this.keys = List.copyOf(keys);
    this.began = List.copyOf(began);
  }

  /** Revoked by its id, at any time. */
  public static RevocationQuery byId(String key) {
    return byIds(List.of(key));
  }

  /** Revoked by any of its ids, at any time. */
  public static RevocationQuery byIds(List<String> keys) {
    List<Long> began = new ArrayList<>();
    keys.forEach(key -> began.add(ANY_TIME));
    return new RevocationQuery(keys, began);
  }

  /**
   * Revoked with everything of its owner that began until then.
   *
   * @param began the time at which it began, in milliseconds since 1970
   */
  public static RevocationQuery byOwner(String key, long began) {
    return new RevocationQuery(List.of(key), List.of(began));
  }

  /** The same query with one more owner. See {@link #byOwner}. */
  public RevocationQuery orByOwner(String key, long since) {
    List<String> moreKeys = new ArrayList<>(keys);
    List<Long> moreBegan = new ArrayList<>(began);
    moreKeys.add(key);
    moreBegan.add(since);
    return new RevocationQuery(moreKeys, moreBegan);
  }

  List<String> keys() {
    return keys;
  }

  /** The time at which what the key revokes began, in milliseconds since 1970. */
  long began(int index) {
    return began.get(index);
  }

  /** Whether a revocation of this key, up to this time in milliseconds, answers with yes. */
  boolean isRevokedBy(String key, long before) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).equals(key) && began.get(i) <= before) {
        return true;
      }
    }
    return false;
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "RevocationQuery[" + keys.size() + " keys]";
  }
}
