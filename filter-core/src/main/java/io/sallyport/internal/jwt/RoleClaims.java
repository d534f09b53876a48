package io.sallyport.internal.jwt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads roles from claims that are a string or an array of strings. A claim of another type, or a
 * string that may be meant as several roles, is logged once.
 */
final class RoleClaims {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  // OpenID Connect Core 5.6.2: distributed claims. Entra uses them beyond 200 groups.
  private static final String DISTRIBUTED = "_claim_names";

  private final List<ClaimPath> paths;
  private final RoleSeparator separator;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  RoleClaims(List<ClaimPath> paths, RoleSeparator separator) {
    this.paths = List.copyOf(paths);
    this.separator = separator;
  }

  /** The roles of our own token: an array at the first path. */
  List<String> findOwn(Claims claims) {
    Object value = paths.isEmpty() ? null : claims.find(paths.get(0));
    return value instanceof String ? List.of() : Claims.findTexts(value).orElse(List.of());
  }

  /** The roles of another issuer's token, at all paths. */
  List<String> find(Claims claims) {
    List<String> found = new ArrayList<>();
    for (ClaimPath path : paths) {
      Object value = claims.find(path);
      if (value == null) {
        checkDistributed(claims, path);
      } else {
        add(found, path, value);
      }
    }
    return found;
  }

  // An array with anything but strings gives no roles: a part of it would be a guess.
  private void add(List<String> found, ClaimPath path, Object value) {
    if (value instanceof String) {
      found.addAll(split((String) value, path));
      return;
    }
    Optional<List<String>> roles = Claims.findTexts(value);
    roles.ifPresent(found::addAll);
    if (roles.isEmpty()) {
      warn(
          path,
          "not text and not an array of texts, so that it gives no roles; for objects, name their"
              + " member in \"auth.jwt.role-paths\", such as roles[].name");
    }
  }

  private List<String> split(String text, ClaimPath path) {
    if (path.isScope()) {
      return RoleSeparator.SPACE.split(text);
    }
    if (separator.isAmbiguous(text)) {
      warn(
          path,
          "one text with spaces, commas or semicolons is one role; for several roles, set"
              + " \"auth.jwt.role-separator\"");
    }
    return separator.split(text);
  }

  private void checkDistributed(Claims claims, ClaimPath path) {
    if (claims.findObject(DISTRIBUTED).filter(names -> names.has(path.claim())).isPresent()) {
      warn(
          path,
          "groups overage: the token has _claim_names instead, because the user is in too many"
              + " groups; the user gets no roles from this claim; use app roles, or groups assigned"
              + " to the application (docs/settings.md)");
    }
  }

  // The path comes from the settings. Nothing of the token is logged.
  private void warn(ClaimPath path, String what) {
    if (warned.add(path + what)) {
      LOGGER.log(System.Logger.Level.WARNING, "role claim not usable: path=" + path + "; " + what);
    }
  }
}
