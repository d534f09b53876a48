package io.sallyport.internal.jwt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a provider shapes its access tokens: where name and roles are, what names the audience, what
 * tells them from its ID tokens. Name and roles hold where no setting says otherwise.
 */
public enum ProviderPreset {
  /**
   * Realm roles, and those of the client that is the audience; {@code azp} where no mapper adds it.
   */
  KEYCLOAK(
      "preferred_username, sub",
      "realm_access.roles, resource_access.{audience}.roles",
      "aud, azp",
      TokenKind.having("typ", "Bearer")),
  /** App roles and scopes; {@code azp} (version 2) or {@code appid} (1) is not in ID tokens. */
  ENTRA("preferred_username, upn, sub", "roles, scp", "aud", TokenKind.havingOneOf("azp", "appid")),
  /** Permissions and scopes; custom claims need a name space, usually the API's identifier. */
  AUTH0("sub", "permissions, scope, {audience}/roles", "aud", TokenKind.any()),
  /** Groups and scopes; {@code cid}, the client, is not in ID tokens. */
  OKTA("sub", "groups, scp", "aud", TokenKind.havingOneOf("cid")),
  /** Groups and scopes; access tokens have {@code client_id} and no audience. */
  COGNITO(
      "username, sub",
      "cognito:groups, scope",
      "client_id",
      TokenKind.having("token_use", "access"));

  // Made by List.of, so immutable, which the checker cannot see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> names;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> roles;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> audienceClaims;

  @SuppressWarnings("ImmutableEnumChecker")
  private final TokenKind kind;

  ProviderPreset(String names, String roles, String audienceClaims, TokenKind kind) {
    this.names = List.of(names.split(", "));
    this.roles = List.of(roles.split(", "));
    this.audienceClaims = List.of(audienceClaims.split(", "));
    this.kind = kind;
  }

  /** By the name in web.xml. */
  public static ProviderPreset of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** For {@code auth.jwt.name-claims}. */
  public List<ClaimPath> nameClaims() {
    List<ClaimPath> paths = new ArrayList<>();
    names.forEach(name -> paths.add(ClaimPath.parse(name)));
    return paths;
  }

  /** For {@code auth.jwt.role-paths}, for whom these audiences stand. */
  public List<ClaimPath> rolePaths(List<String> audiences) {
    List<ClaimPath> paths = new ArrayList<>();
    for (String role : roles) {
      if (role.contains("{audience}")) {
        audiences.forEach(audience -> paths.add(forAudience(role, audience)));
      } else {
        paths.add(ClaimPath.parse(role));
      }
    }
    return paths;
  }

  private static ClaimPath forAudience(String role, String audience) {
    // An API's identifier may end in a slash; the claim has one.
    String base = audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience;
    if (role.startsWith("{audience}")) {
      return ClaimPath.of(List.of(role.replace("{audience}", base)));
    }
    List<String> names = new ArrayList<>(List.of(role.split("\\.")));
    names.replaceAll(name -> name.equals("{audience}") ? audience : name);
    return ClaimPath.of(names);
  }

  /** The claims of which one must name us. */
  public List<String> audienceClaims() {
    return audienceClaims;
  }

  /** What tells access tokens from others. */
  public TokenKind kind() {
    return kind;
  }
}
