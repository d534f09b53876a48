package io.sallyport.internal.session;

import io.sallyport.internal.engine.RoleNames;
import java.lang.reflect.Array;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads name, roles and the authenticated flag from the object in the adopted attribute. */
final class AdoptedUserReader {

  private final Optional<PropertyPath> nameProperty;
  private final Optional<PropertyPath> rolesProperty;
  private final Optional<PropertyPath> authenticatedProperty;
  private final RoleNames roleNames;

  private AdoptedUserReader(
      Optional<PropertyPath> nameProperty,
      Optional<PropertyPath> rolesProperty,
      Optional<PropertyPath> authenticatedProperty,
      RoleNames roleNames) {
    this.nameProperty = nameProperty;
    this.rolesProperty = rolesProperty;
    this.authenticatedProperty = authenticatedProperty;
    this.roleNames = roleNames;
  }

  static AdoptedUserReader of(
      Optional<String> nameProperty, Optional<String> rolesProperty, RoleNames roleNames) {
    return new AdoptedUserReader(
        nameProperty.map(PropertyPath::parse),
        rolesProperty.map(PropertyPath::parse),
        Optional.empty(),
        roleNames);
  }

  AdoptedUserReader authenticatedBy(Optional<String> property) {
    return new AdoptedUserReader(
        nameProperty, rolesProperty, property.map(PropertyPath::parse), roleNames);
  }

  boolean hasAuthenticatedProperty() {
    return authenticatedProperty.isPresent();
  }

  boolean isAuthenticated(Object user) throws PropertyPath.UnreadablePropertyException {
    return authenticatedProperty.isEmpty()
        || Boolean.TRUE.equals(authenticatedProperty.get().read(user));
  }

  /** The user's name; empty if the object has none. */
  String name(Object user) throws PropertyPath.UnreadablePropertyException {
    Object name = nameProperty.isEmpty() ? user : nameProperty.get().read(user);
    if (name instanceof Principal) {
      return String.valueOf(((Principal) name).getName()).trim();
    }
    // A number (a user's id) is a name too. The toString of any other object is not.
    return name instanceof CharSequence || name instanceof Number ? name.toString() : "";
  }

  Collection<String> roles(Object user) throws PropertyPath.UnreadablePropertyException {
    Object roles = rolesProperty.isEmpty() ? null : rolesProperty.get().read(user);
    return roleNames.translate(roles == null ? List.of() : roleTexts(roles));
  }

  private static List<String> roleTexts(Object roles) {
    List<String> texts = new ArrayList<>();
    if (roles instanceof CharSequence) {
      for (String role : roles.toString().split(",", -1)) {
        texts.add(role.trim());
      }
    } else if (roles instanceof Collection) {
      ((Collection<?>) roles).forEach(role -> addRole(texts, role));
    } else if (roles instanceof Map) {
      ((Map<?, ?>) roles).forEach((role, granted) -> addRoleIf(granted, texts, role));
    } else if (roles.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(roles); i++) {
        addRole(texts, Array.get(roles, i));
      }
    }
    return texts;
  }

  private static void addRoleIf(
      @Nullable Object granted, List<String> texts, @Nullable Object role) {
    if (Boolean.TRUE.equals(granted)) {
      addRole(texts, role);
    }
  }

  // Only text, enum constants and principals are roles: the toString of another object could be
  // anything.
  private static void addRole(List<String> texts, @Nullable Object role) {
    if (role instanceof CharSequence) {
      texts.add(role.toString());
    } else if (role instanceof Enum) {
      texts.add(((Enum<?>) role).name());
    } else if (role instanceof Principal) {
      texts.add(((Principal) role).getName());
    }
  }
}
