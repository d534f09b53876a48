package io.sallyport.internal.session;

import io.sallyport.identity.AuthPrincipal;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Finds the caller that the application's own login stored in a session. A bean with a name is not
 * a login: frameworks write request parameters into session beans, so any client could choose a
 * name. Only the name that was fixed when the application stored the object counts.
 */
final class AdoptedCaller {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final AdoptedAttribute attribute;
  private final AtomicBoolean warned = new AtomicBoolean();

  AdoptedCaller(AdoptedAttribute attribute) {
    this.attribute = attribute;
  }

  /** Finds the caller. Ends the session if its object has changed its name. */
  Optional<AuthPrincipal> find(HttpSession session) {
    // Read before the value: a concurrent login removes the mark first.
    Optional<String> fixed = fixedName(session);
    Object value = session.getAttribute(attribute.attribute());
    if (attribute.isAnonymous(value)) {
      fixed.ifPresent(name -> clear(session));
      return Optional.empty();
    }
    return attribute.read(value).filter(caller -> isLogin(session, value, caller, fixed));
  }

  private boolean isLogin(
      HttpSession session, Object value, AuthPrincipal caller, Optional<String> fixed) {
    if (attribute.isImmutable(value) || fixed.equals(Optional.of(caller.getName()))) {
      return true;
    }
    if (fixed.isPresent()) {
      endRenamed(session, fixed);
      return false;
    }
    if (attribute.isUnobservedLoginAllowed()) {
      fixName(session, caller.getName());
      return true;
    }
    warnOnce();
    return false;
  }

  private void endRenamed(HttpSession session, Optional<String> fixed) {
    if (!fixed.equals(fixedName(session))) {
      // A concurrent login is replacing the object.
      return;
    }
    session.invalidate();
    LOGGER.log(
        Level.WARNING,
        "session ended: the name of the object changed after login: attribute="
            + attribute.attribute()
            + "; if request parameters can write to it, use another attribute in"
            + " auth.session.principal-attribute");
  }

  private void warnOnce() {
    Level level = warned.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
    LOGGER.log(
        level,
        "object not accepted as caller: attribute="
            + attribute.attribute()
            + " reason=\"the name was set after the object was stored, or the session was created"
            + " outside of the filter\"; see auth.session.authenticated-property and"
            + " auth.session.allow-unobserved-login");
  }

  /** Fixes the name that the caller keeps until the next login in this session. */
  static void fixName(HttpSession session, String name) {
    session.setAttribute(SessionAttributes.ADOPTED, name);
  }

  /** The fixed name; empty if no login was observed. */
  static Optional<String> fixedName(HttpSession session) {
    Object name = session.getAttribute(SessionAttributes.ADOPTED);
    return name instanceof String ? Optional.of((String) name) : Optional.empty();
  }

  /** Removes the application's login. A caller of our own login in the same session stays. */
  static void clear(HttpSession session) {
    session.removeAttribute(SessionAttributes.ADOPTED);
    if (session.getAttribute(SessionAttributes.CALLER) == null) {
      SessionQuota.release(session);
      session.removeAttribute(SessionAttributes.TOKENS);
    }
  }
}
