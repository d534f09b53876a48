package io.sallyport.internal.jwt;

import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
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

  private RevocationKeys(List<String> ids, List<String> owners) {
    this.ids = List.copyOf(ids);
    this.owners = List.copyOf(owners);
  }

  /** None. */
  public static RevocationKeys none() {
    return new RevocationKeys(List.of(), List.of());
  }

  /** Those of what is revoked like a session, by this id. */
  public static RevocationKeys ofSession(String id) {
    return new RevocationKeys(List.of(RevocationKey.session(id)), List.of());
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
    return new RevocationKeys(ids, owners);
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
    List<String> more = new ArrayList<>(owners);
    more.add(RevocationKey.person(name));
    return new RevocationKeys(ids, more);
  }

  List<String> ids() {
    return ids;
  }

  List<String> owners() {
    return owners;
  }

  /**
   * Whether any was revoked.
   *
   * @param began in milliseconds since 1970; counts for owners only
   * @throws io.sallyport.internal.revocation.RevocationsUnavailableException if that cannot be
   *     known now
   */
  boolean isRevokedIn(RevocationList revocations, long began) {
    return (!ids.isEmpty() && revocations.isRevoked(ids, Long.MIN_VALUE))
        || revocations.isRevoked(owners, began);
  }
}
