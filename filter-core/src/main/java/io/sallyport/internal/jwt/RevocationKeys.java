package io.sallyport.internal.jwt;

import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All by which a token can be revoked. By an id, it is revoked whatever its times say; by its
 * owner, if it began before.
 */
public final class RevocationKeys {

  private final List<String> ids;
  private final List<String> owners;
  private final List<String> persons;
  private final boolean othersClock;

  private RevocationKeys(
      List<String> ids, List<String> owners, List<String> persons, boolean othersClock) {
    this.ids = List.copyOf(ids);
    this.owners = List.copyOf(owners);
    this.persons = List.copyOf(persons);
    this.othersClock = othersClock;
  }

  /** None. */
  public static RevocationKeys none() {
    return new RevocationKeys(List.of(), List.of(), List.of(), false);
  }

  /** Those of what is revoked like a session, by this id. */
  public static RevocationKeys ofSession(String id) {
    return new RevocationKeys(List.of(RevocationKey.session(id)), List.of(), List.of(), false);
  }

  /** Those of a token with these verified claims, and of what it was made from. */
  public static RevocationKeys of(Map<String, Object> claims) {
    String issuer = ClaimText.of(claims, "iss");
    String id = ClaimText.of(claims, "jti");
    String subject = ClaimText.of(claims, "sub");
    String sid = ClaimText.of(claims, "sid");
    List<String> ids = new ArrayList<>();
    List<String> owners = new ArrayList<>();
    if (!id.isEmpty()) {
      ids.add(RevocationKey.token(issuer, id));
    }
    if (!sid.isEmpty()) {
      ids.add(RevocationKey.login(issuer, sid));
    }
    if (!sid.isEmpty() && OwnClaims.areIn(claims)) {
      // One of ours that was made from a session: whoever ends that may know no more than its key.
      ids.add(RevocationKey.session(sid));
    }
    if (!subject.isEmpty()) {
      owners.add(RevocationKey.subject(issuer, subject));
    }
    addAll(ids, claims.get(OwnClaims.ORIGIN_IDS));
    addAll(owners, claims.get(OwnClaims.ORIGIN_OWNERS));
    boolean othersClock =
        !OwnClaims.areIn(claims) || Boolean.TRUE.equals(claims.get(OwnClaims.ORIGIN_CLOCK));
    return new RevocationKeys(ids, owners, List.of(), othersClock);
  }

  private static void addAll(List<String> keys, @Nullable Object origin) {
    if (origin instanceof List) {
      for (Object key : (List<?>) origin) {
        if (key instanceof String && !keys.contains(key)) {
          keys.add((String) key);
        }
      }
    }
  }

  /** The same, and everything of the person whom the application knows by this name. */
  RevocationKeys ofPerson(String name) {
    return new RevocationKeys(ids, owners, List.of(RevocationKey.person(name)), othersClock);
  }

  public List<String> ids() {
    return ids;
  }

  public List<String> owners() {
    return owners;
  }

  /** Whether the time at which it began is by another issuer's clock. */
  public boolean isByOthersClock() {
    return othersClock;
  }

  /**
   * Whether any was revoked. A person is revoked by our clock; another issuer's may be ahead of it
   * by the leeway, so that a token of before seems to begin later.
   *
   * @param began in milliseconds since 1970; does not count for ids
   * @throws io.sallyport.internal.revocation.RevocationsUnavailableException if that cannot be
   *     known now
   */
  boolean isRevokedIn(RevocationList revocations, long began, Duration leeway) {
    return (!ids.isEmpty() && revocations.isRevoked(ids, Long.MIN_VALUE))
        || revocations.isRevoked(owners, began)
        || revocations.isRevoked(persons, othersClock ? earlier(began, leeway) : began);
  }

  private static long earlier(long began, Duration leeway) {
    long span = leeway.toMillis();
    return began < Long.MIN_VALUE + span ? Long.MIN_VALUE : began - span;
  }
}
