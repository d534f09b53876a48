package io.sallyport.internal.jwt;

import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that revoke a token. A key of an id revokes it at any time, a key of its owner only if
 * it began before the revocation.
 */
public final class RevocationKeys {

  private final List<String> ids;
  private final List<String> owners;
  private final boolean foreignClock;

  private RevocationKeys(List<String> ids, List<String> owners, boolean foreignClock) {
    this.ids = List.copyOf(ids);
    this.owners = List.copyOf(owners);
    this.foreignClock = foreignClock;
  }

  /** No keys. */
  public static RevocationKeys none() {
    return new RevocationKeys(List.of(), List.of(), false);
  }

  /** The key of a session with this id. */
  public static RevocationKeys ofSession(String id) {
    return new RevocationKeys(List.of(RevocationKey.session(id)), List.of(), false);
  }

  /** The keys of a token with these verified claims, and of the origin of a bridge token. */
  public static RevocationKeys of(Claims claims) {
    String issuer = claims.text("iss");
    boolean own = OwnClaims.areIn(claims);
    List<String> ids = new ArrayList<>();
    List<String> owners = new ArrayList<>();
    claims.findText("jti").ifPresent(id -> ids.add(RevocationKey.token(issuer, id)));
    claims.findText("sid").ifPresent(sid -> ids.add(RevocationKey.login(issuer, sid)));
    if (own) {
      // A token of a session has the session's id. A logout of the session may have no other key.
      claims.findText("sid").ifPresent(sid -> ids.add(RevocationKey.session(sid)));
    }
    claims.findText("sub").ifPresent(sub -> owners.add(RevocationKey.subject(issuer, sub)));
    addAll(ids, claims.texts(OwnClaims.ORIGIN_IDS));
    addAll(owners, claims.texts(OwnClaims.ORIGIN_OWNERS));
    return new RevocationKeys(ids, owners, !own || claims.isTrue(OwnClaims.ORIGIN_CLOCK));
  }

  private static void addAll(List<String> keys, List<String> origin) {
    for (String key : origin) {
      if (!keys.contains(key)) {
        keys.add(key);
      }
    }
  }

  public List<String> ids() {
    return ids;
  }

  public List<String> owners() {
    return owners;
  }

  /** Whether the token's times come from another issuer's clock. */
  public boolean isForeignClock() {
    return foreignClock;
  }

  /**
   * The query for a token of a user. A user is revoked by our clock. Another issuer's clock may be
   * ahead by the leeway, so that a token from before the revocation seems to begin after it.
   *
   * @param began the time at which its login began, in milliseconds since 1970
   * @param user the name of the user in the application
   */
  RevocationQuery query(long began, String user, Duration leeway) {
    RevocationQuery query = RevocationQuery.byIds(ids);
    for (String owner : owners) {
      query = query.orByOwner(owner, began);
    }
    return query.orByOwner(
        RevocationKey.person(user), foreignClock ? earlier(began, leeway) : began);
  }

  private static long earlier(long began, Duration leeway) {
    long span = leeway.toMillis();
    return began < Long.MIN_VALUE + span ? Long.MIN_VALUE : began - span;
  }
}
