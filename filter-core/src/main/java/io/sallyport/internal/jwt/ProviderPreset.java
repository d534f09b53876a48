package io.sallyport.internal.jwt;

import java.util.List;
import java.util.Locale;

/** Where a provider's tokens have name and roles, when no setting says otherwise. */
public enum ProviderPreset {
  KEYCLOAK("preferred_username, sub", "realm_access.roles"),
  ENTRA("preferred_username, upn, sub", "roles, scp"),
  AUTH0("sub", "permissions, scope"),
  OKTA("sub", "groups, scp"),
  COGNITO("username, cognito:username, sub", "cognito:groups, scope");

  // Made by List.of, so immutable, which the checker cannot see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> names;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> roles;

  ProviderPreset(String names, String roles) {
    this.names = List.of(names.split(", "));
    this.roles = List.of(roles.split(", "));
  }

  /** By the name in web.xml. */
  public static ProviderPreset of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** For {@code auth.jwt.name-claims}. */
  public List<String> nameClaims() {
    return names;
  }

  /** For {@code auth.jwt.role-paths}. */
  public List<String> rolePaths() {
    return roles;
  }
}
