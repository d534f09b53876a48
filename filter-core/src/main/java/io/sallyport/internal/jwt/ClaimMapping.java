package io.sallyport.internal.jwt;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.engine.RoleNames;
import io.sallyport.internal.http.Parts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the claims of a verified token to the caller's name and roles. */
public final class ClaimMapping {

  private final List<ClaimPath> names;
  private final List<ClaimPath> roles;
  private final RoleNames roleNames;

  private ClaimMapping(List<ClaimPath> names, List<ClaimPath> roles, RoleNames roleNames) {
    this.names = List.copyOf(names);
    this.roles = List.copyOf(roles);
    this.roleNames = roleNames;
  }

  /**
   * A mapping.
   *
   * @param names the first that is there is the name
   * @param roles all that are there together are the roles
   */
  public static ClaimMapping of(List<ClaimPath> names, List<ClaimPath> roles, RoleNames roleNames) {
    return new ClaimMapping(names, roles, roleNames);
  }

  /**
   * The caller.
   *
   * @throws RefusedTokenException if there is no name, or the first that is there is not one
   */
  public AuthPrincipal principal(VerifiedToken token) throws RefusedTokenException {
    Map<String, Object> claims = token.claims();
    return AuthPrincipal.ofToken(name(claims), roles(claims), claims);
  }

  private String name(Map<String, Object> claims) throws RefusedTokenException {
    for (ClaimPath path : names) {
      Object value = path.find(claims);
      if (value != null) {
        if (!ClaimsCheck.isName(value)) {
          throw new RefusedTokenException(Rejection.MALFORMED_CLAIM, "the name claim is no name");
        }
        return (String) value;
      }
    }
    throw new RefusedTokenException(Rejection.MISSING_CLAIM, "no name claim is there");
  }

  private Collection<String> roles(Map<String, Object> claims) {
    List<String> found = new ArrayList<>();
    if (OwnClaims.areIn(claims)) {
      // We wrote them where the first path leads, as the application knows them: translated again,
      // one name could become another's.
      addRoles(found, roles.get(0), roles.get(0).find(claims));
      return found;
    }
    for (ClaimPath path : roles) {
      addRoles(found, path, path.find(claims));
    }
    return roleNames.translate(found);
  }

  // What is not an array of strings gives no roles at all: half a list would be a guess.
  private static void addRoles(List<String> found, ClaimPath path, @Nullable Object value) {
    if (value instanceof String && path.isScope()) {
      for (String role : Parts.of((String) value, ' ')) {
        found.add(role);
      }
    } else if (value instanceof Collection && isStrings((Collection<?>) value)) {
      ((Collection<?>) value).forEach(role -> found.add((String) role));
    }
  }

  private static boolean isStrings(Collection<?> values) {
    for (Object value : values) {
      if (!(value instanceof String)) {
        return false;
      }
    }
    return true;
  }
}
