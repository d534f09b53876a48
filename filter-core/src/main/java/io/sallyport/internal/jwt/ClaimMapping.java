package io.sallyport.internal.jwt;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.engine.RoleNames;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** From the claims of a verified token to the caller's name and roles. */
public final class ClaimMapping {

  private final List<ClaimPath> names;
  private final RoleClaims roles;
  private final RoleNames roleNames;
  private final String namePrefix;

  private ClaimMapping(
      List<ClaimPath> names, RoleClaims roles, RoleNames roleNames, String namePrefix) {
    this.namePrefix = namePrefix;
    this.names = List.copyOf(names);
    this.roles = roles;
    this.roleNames = roleNames;
  }

  /**
   * A mapping; one text is one role.
   *
   * @param names the first that is there is the name
   * @param roles all that are there together are the roles
   */
  public static ClaimMapping of(List<ClaimPath> names, List<ClaimPath> roles, RoleNames roleNames) {
    return of(names, roles, RoleSeparator.NONE, roleNames);
  }

  /**
   * A mapping.
   *
   * @param separator of roles in one text
   */
  public static ClaimMapping of(
      List<ClaimPath> names, List<ClaimPath> roles, RoleSeparator separator, RoleNames roleNames) {
    return new ClaimMapping(names, new RoleClaims(roles, separator), roleNames, "");
  }

  /** The same with a text before each name. */
  public ClaimMapping withNamePrefix(String prefix) {
    return new ClaimMapping(names, roles, roleNames, prefix);
  }

  /**
   * The caller.
   *
   * @throws RejectedTokenException if there is no name, or the first that is there is not one
   */
  public AuthPrincipal principal(VerifiedToken token) throws RejectedTokenException {
    Map<String, Object> claims = token.claims();
    return AuthPrincipal.ofToken(name(claims), roles(claims), claims);
  }

  private String name(Map<String, Object> claims) throws RejectedTokenException {
    for (ClaimPath path : names) {
      Object value = path.find(claims);
      if (value != null) {
        if (!ClaimsValidator.isName(value)) {
          throw new RejectedTokenException(Rejection.MALFORMED_CLAIM, "the name claim is no name");
        }
        return namePrefix + value;
      }
    }
    throw new RejectedTokenException(Rejection.MISSING_CLAIM, "no name claim is there");
  }

  // We wrote ours as the application knows them: translated again, one name could become another's.
  private Collection<String> roles(Map<String, Object> claims) {
    return OwnClaims.areIn(claims)
        ? roles.findOwn(claims)
        : roleNames.translate(roles.find(claims));
  }
}
