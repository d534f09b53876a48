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
   * Realm roles, and those of the client that is the audience. Without a mapper the audience is not
   * among {@code aud}, which names other services: then {@code azp} is, the client that asked. Its
   * DPoP tokens say {@code typ: "DPoP"} and are no bearer tokens.
   */
  KEYCLOAK(
      "preferred_username, sub",
      "realm_access.roles, resource_access.{audience}.roles",
      AudienceClaims.anyOf("aud", "azp"),
      TokenKind.having("typ", "Bearer")),
  /** App roles and scopes; {@code azp} (version 2) or {@code appid} (1) is not in ID tokens. */
  ENTRA(
      "preferred_username, upn, sub",
      "roles, scp",
      AudienceClaims.anyOf("aud"),
      TokenKind.havingOneOf("azp", "appid")),
  /**
   * Permissions and claims named by the API's identifier. Not scopes: an API without role-based
   * access control grants every scope that a client asks for. {@code azp}, or {@code client_id} in
   * its RFC 9068 profile, is not in ID tokens.
   */
  AUTH0(
      "sub",
      "permissions, {audience}/roles",
      AudienceClaims.anyOf("aud"),
      TokenKind.havingOneOf("azp", "client_id")),
  /** Groups and scopes; {@code cid}, the client, is not in ID tokens. */
  OKTA("sub", "groups, scp", AudienceClaims.anyOf("aud"), TokenKind.havingOneOf("cid")),
  /**
   * Groups and scopes. Access tokens have {@code client_id}, and {@code aud} only where the client
   * named the API (RFC 8707); then it is for no other.
   */
  COGNITO(
      "username, sub",
      "cognito:groups, scope",
      AudienceClaims.firstOf("aud", "client_id"),
      TokenKind.having("token_use", "access"));

  // Made by List.of, so immutable, which the checker cannot see.
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

  /** The claims that must name us. */
  AudienceClaims audienceClaims() {
    return audienceClaims;
  }

  /** What tells access tokens from others. */
  TokenKind kind() {
    return kind;
  }
}
