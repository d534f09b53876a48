package io.sallyport.internal.jwt;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.engine.RoleNames;
import java.util.Collection;
import java.util.List;

/** Maps the claims of a verified token to the caller's name and roles. */
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
   * Creates a mapping without a role separator: a role claim that is one string is one role.
   *
   * @param names the name is in the first of these claims that is present
   * @param roles the roles are in all of these claims
   */
  public static ClaimMapping of(List<ClaimPath> names, List<ClaimPath> roles, RoleNames roleNames) {
    return of(names, roles, RoleSeparator.NONE, roleNames);
  }

  /**
   * Creates a mapping.
   *
   * @param separator separates roles in a role claim that is one string
   */
  public static ClaimMapping of(
      List<ClaimPath> names, List<ClaimPath> roles, RoleSeparator separator, RoleNames roleNames) {
    return new ClaimMapping(names, new RoleClaims(roles, separator), roleNames, "");
  }

  /** The same mapping with a prefix for names. */
  public ClaimMapping withNamePrefix(String prefix) {
    return new ClaimMapping(names, roles, roleNames, prefix);
  }

  /**
   * The caller of a token.
   *
   * @throws RejectedTokenException if no name claim is present, or the first is not a valid name
   */
  public AuthPrincipal principal(VerifiedToken token) throws RejectedTokenException {
    Claims claims = token.claims();
    return AuthPrincipal.ofToken(name(claims), roles(claims), claims.asMap());
  }

  private String name(Claims claims) throws RejectedTokenException {
    for (ClaimPath path : names) {
      Object value = claims.find(path);
      if (value != null) {
        if (!ClaimsValidator.isName(value)) {
          throw new RejectedTokenException(
              Rejection.MALFORMED_CLAIM, "the name claim is malformed");
        }
        return namePrefix + value;
      }
    }
    throw new RejectedTokenException(Rejection.MISSING_CLAIM, "no name claim");
  }

  // Our own tokens have the translated role names. A second translation could yield another role.
  private Collection<String> roles(Claims claims) {
    return OwnClaims.areIn(claims)
        ? roles.findOwn(claims)
        : roleNames.translate(roles.find(claims));
  }
}
