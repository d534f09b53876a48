package io.sallyport.internal.jwt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The access tokens of a known provider: the claims of name, roles and audience, and how they
 * differ from its ID tokens. The settings for name and roles take precedence.
 */
public enum ProviderPreset {
  /**
   * Realm roles, and the roles of the client that is the audience. Without a mapper, {@code aud}
   * names other services only, and {@code azp} is the client that requested the token. DPoP tokens
   * have {@code typ: "DPoP"} and are not bearer tokens.
   */
  KEYCLOAK(
      "preferred_username, sub",
      "realm_access.roles, resource_access.{audience}.roles",
      AudienceClaims.anyOf("aud", "azp"),
      TokenKind.having("typ", "Bearer")),
  /** App roles and scopes. ID tokens lack {@code azp} (version 2) and {@code appid} (version 1). */
  ENTRA(
      "preferred_username, upn, sub",
      "roles, scp",
      AudienceClaims.anyOf("aud"),
      TokenKind.havingOneOf("azp", "appid")),
  /**
   * Permissions, and claims named by the identifier of the API. Not scopes: an API without
   * role-based access control grants every scope that a client requests. ID tokens lack {@code
   * azp}, and {@code client_id} of the RFC 9068 profile.
   */
  AUTH0(
      "sub",
      "permissions, {audience}/roles",
      AudienceClaims.anyOf("aud"),
      TokenKind.havingOneOf("azp", "client_id")),
  /** Groups and scopes. ID tokens lack {@code cid}, the client. */
  OKTA("sub", "groups, scp", AudienceClaims.anyOf("aud"), TokenKind.havingOneOf("cid")),
  /**
   * Groups and scopes. Access tokens have {@code client_id}. They have {@code aud} only if the
   * client named the API (RFC 8707), and are then for that API only.
   */
  COGNITO(
      "username, sub",
      "cognito:groups, scope",
      AudienceClaims.firstOf("aud", "client_id"),
      TokenKind.having("token_use", "access"));

  // Immutable by List.of, which the checker cannot see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> names;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> roles;

  @SuppressWarnings("ImmutableEnumChecker")
  private final AudienceClaims audienceClaims;

  @SuppressWarnings("ImmutableEnumChecker")
  private final TokenKind kind;

  ProviderPreset(String names, String roles, AudienceClaims audienceClaims, TokenKind kind) {
    this.names = List.of(names.split(", "));
    this.roles = List.of(roles.split(", "));
    this.audienceClaims = audienceClaims;
    this.kind = kind;
  }

  /** The preset by its name in web.xml. */
  public static ProviderPreset of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** For {@code auth.jwt.name-claims}. */
  public List<ClaimPath> nameClaims() {
    List<ClaimPath> paths = new ArrayList<>();
    names.forEach(name -> paths.add(ClaimPath.parse(name)));
    return paths;
  }

  /** For {@code auth.jwt.role-paths} with these audiences. */
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
    // The identifier of an API may end in a slash. The claim has only one slash.
    String base = audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience;
    if (role.startsWith("{audience}")) {
      return ClaimPath.of(List.of(role.replace("{audience}", base)));
    }
    List<String> names = new ArrayList<>(List.of(role.split("\\.")));
    names.replaceAll(name -> name.equals("{audience}") ? audience : name);
    return ClaimPath.of(names);
  }

  /** The claims of the audience. */
  AudienceClaims audienceClaims() {
    return audienceClaims;
  }

  /** How access tokens differ from other tokens. */
  TokenKind kind() {
    return kind;
  }
}
