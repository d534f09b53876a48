package io.sallyport.internal.session;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.RoleNames;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The session attribute in which the application's own login keeps its user, read as a caller. It
 * is read for each request, so that a role which the application removes is removed at once.
 */
public final class AdoptedAttribute {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final String attribute;
  private final AdoptedUserReader reader;
  private final boolean unobservedAllowed;

  private AdoptedAttribute(String attribute, AdoptedUserReader reader, boolean unobservedAllowed) {
    this.attribute = attribute;
    this.reader = reader;
    this.unobservedAllowed = unobservedAllowed;
  }

  /**
   * Creates an adopted attribute.
   *
   * @param nameProperty the property with the user's name; if empty, the value itself is the name,
   *     or a principal with that name
   * @param rolesProperty the property with the user's roles; if empty, the user has no roles
   */
  public static AdoptedAttribute of(
      String attribute,
      Optional<String> nameProperty,
      Optional<String> rolesProperty,
      RoleNames roleNames) {
    return new AdoptedAttribute(
        attribute, AdoptedUserReader.of(nameProperty, rolesProperty, roleNames), false);
  }

  /**
   * The same, with a property of the object that is {@code true} from login to logout. Then every
   * caller must have it, and an unobserved login is accepted, since the property reports the login.
   */
  public AdoptedAttribute authenticatedBy(Optional<String> property) {
    return new AdoptedAttribute(attribute, reader.authenticatedBy(property), unobservedAllowed);
  }

  /** The same, but an object with a name is a caller although no login was observed: weaker. */
  public AdoptedAttribute allowingUnobservedLogin() {
    return new AdoptedAttribute(attribute, reader, true);
  }

  String attribute() {
    return attribute;
  }

  boolean isIn(HttpSession session) {
    return session.getAttribute(attribute) != null;
  }

  /** The name of the object that is in the session. */
  Optional<String> findName(HttpSession session) {
    return findName(session.getAttribute(attribute));
  }

  void removeFrom(HttpSession session) {
    session.removeAttribute(attribute);
  }

  /** Whether an object may be a caller although its login was not observed. */
  boolean isUnobservedLoginAllowed() {
    return unobservedAllowed || reader.hasAuthenticatedProperty();
  }

  /** Whether a value is immutable: it has had its name since it was stored. */
  boolean isImmutable(@Nullable Object value) {
    return value instanceof String || value instanceof Integer || value instanceof Long;
  }

  /** Whether a value is certainly no caller. One that cannot be read at present may be one. */
  boolean isAnonymous(@Nullable Object value) {
    try {
      return value == null || !reader.isAuthenticated(value) || reader.name(value).isBlank();
    } catch (PropertyPath.UnreadablePropertyException e) {
      return false;
    }
  }

  /** The name without the roles, which may be readable only later. */
  Optional<String> findName(@Nullable Object value) {
    try {
      return value == null || isAnonymous(value)
          ? Optional.empty()
          : Optional.of(reader.name(value));
    } catch (PropertyPath.UnreadablePropertyException e) {
      return Optional.empty();
    }
  }

  /** The caller of a value; empty if it has no name or a getter fails. */
  Optional<AuthPrincipal> read(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      String name = reader.isAuthenticated(value) ? reader.name(value) : "";
      // Never a name without its roles: if they cannot be read, there is no caller.
      return name.isBlank()
          ? Optional.empty()
          : Optional.of(AuthPrincipal.of(name, reader.roles(value), AuthSource.APPLICATION));
    } catch (PropertyPath.UnreadablePropertyException e) {
      LOGGER.log(
          Level.WARNING,
          "session attribute cannot be read: attribute=" + attribute + " reason=" + e.getMessage());
      return Optional.empty();
    }
  }
}
