package io.sallyport.internal.session;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.RoleNames;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.lang.reflect.Array;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The session attribute in which the application's own login keeps its user, read as a caller. It
 * is read anew on each request, so that a role which the application takes away is gone at once.
 */
public final class AdoptedAttribute {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final String attribute;
  private final Optional<PropertyPath> nameProperty;
  private final Optional<PropertyPath> rolesProperty;
  private final RoleNames roleNames;
  private final Optional<PropertyPath> authenticatedProperty;
  private final boolean unseenAllowed;

  private AdoptedAttribute(
      String attribute,
      Optional<PropertyPath> nameProperty,
      Optional<PropertyPath> rolesProperty,
      RoleNames roleNames,
      Optional<PropertyPath> authenticatedProperty,
      boolean unseenAllowed) {
    this.attribute = attribute;
    this.nameProperty = nameProperty;
    this.rolesProperty = rolesProperty;
    this.roleNames = roleNames;
    this.authenticatedProperty = authenticatedProperty;
    this.unseenAllowed = unseenAllowed;
  }

  /**
   * Where the application keeps its user.
   *
   * @param nameProperty where in it the name is; without it the value itself, or a Principal's name
   * @param rolesProperty where in it the roles are; without it there are none
   */
  public static AdoptedAttribute of(
      String attribute,
      Optional<String> nameProperty,
      Optional<String> rolesProperty,
      RoleNames roleNames) {
    return new AdoptedAttribute(
        attribute,
        nameProperty.map(PropertyPath::parse),
        rolesProperty.map(PropertyPath::parse),
        roleNames,
        Optional.empty(),
        false);
  }

  /**
   * The same, where a property of the object is {@code true} from the login to the logout. It is
   * then required of every caller; and as it tells of the login, the login need not be seen.
   */
  public AdoptedAttribute authenticatedBy(Optional<String> property) {
    return new AdoptedAttribute(
        attribute,
        nameProperty,
        rolesProperty,
        roleNames,
        property.map(PropertyPath::parse),
        unseenAllowed);
  }

  /** The same, where an object with a name is a caller although no login was seen: weaker. */
  public AdoptedAttribute allowingUnseenLogin() {
    return new AdoptedAttribute(
        attribute, nameProperty, rolesProperty, roleNames, authenticatedProperty, true);
  }

  String attribute() {
    return attribute;
  }

  boolean isIn(HttpSession session) {
    return session.getAttribute(attribute) != null;
  }

  /** The name of what is in a session. */
  Optional<String> findName(HttpSession session) {
    return findName(session.getAttribute(attribute));
  }

  void removeFrom(HttpSession session) {
    session.removeAttribute(attribute);
  }

  /** Whether an object may be a caller's although its login was not seen. */
  boolean isLoginUnseen() {
    return unseenAllowed || authenticatedProperty.isPresent();
  }

  /** Whether a value cannot change: it has had its name since it was stored. */
  boolean isText(@Nullable Object value) {
    return value instanceof String || value instanceof Integer || value instanceof Long;
  }

  /** Whether a value stands for nobody for certain; what cannot be read now may be somebody. */
  boolean isNobody(@Nullable Object value) {
    try {
      return value == null || !isAuthenticated(value) || name(value).isBlank();
    } catch (PropertyPath.UnreadablePropertyException e) {
      return false;
    }
  }

  /** The name alone: roles may be readable only later. */
  Optional<String> findName(@Nullable Object value) {
    try {
      return isNobody(value) ? Optional.empty() : Optional.of(name(value));
    } catch (PropertyPath.UnreadablePropertyException e) {
      return Optional.empty();
    }
  }

  private boolean isAuthenticated(Object value) throws PropertyPath.UnreadablePropertyException {
    return authenticatedProperty.isEmpty()
        || Boolean.TRUE.equals(authenticatedProperty.get().read(value));
  }

  /** The caller that a value stands for; nobody if it has no name or a getter fails. */
  Optional<AuthPrincipal> read(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      String name = isAuthenticated(value) ? name(value) : "";
      // Never a name without its roles: if those cannot be read, nobody is known.
      return name.isBlank()
          ? Optional.empty()
          : Optional.of(AuthPrincipal.of(name, roles(value), AuthSource.APPLICATION));
    } catch (PropertyPath.UnreadablePropertyException e) {
      LOGGER.log(
          Level.WARNING,
          "the session attribute \"" + attribute + "\" is not read: " + e.getMessage());
      return Optional.empty();
    }
  }

  private String name(@Nullable Object value) throws PropertyPath.UnreadablePropertyException {
    Object named = nameProperty.isEmpty() || value == null ? value : nameProperty.get().read(value);
    if (named instanceof Principal) {
      return String.valueOf(((Principal) named).getName()).trim();
    }
    // A number is a name too (a user's id); any other object's toString is not.
    return named instanceof CharSequence || named instanceof Number ? named.toString() : "";
  }

  private Collection<String> roles(Object value) throws PropertyPath.UnreadablePropertyException {
    Object found = rolesProperty.isEmpty() ? null : rolesProperty.get().read(value);
    return roleNames.translate(found == null ? List.of() : roleTexts(found));
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
      ((Map<?, ?>) roles)
          .forEach(
              (role, has) -> {
                if (Boolean.TRUE.equals(has)) {
                  addRole(texts, role);
                }
              });
    } else if (roles.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(roles); i++) {
        addRole(texts, Array.get(roles, i));
      }
    }
    return texts;
  }

  // What is neither text nor constant nor principal is no role: its toString could be anything.
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
