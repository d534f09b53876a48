package io.sallyport.internal.jwt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads roles out of claims: arrays of texts, or one text. Whatever gives no roles although a claim
 * is there, or may be meant otherwise, is logged once.
 */
final class RoleClaims {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  // OpenID Connect Core 5.6.2: claims that are somewhere else. Entra does so beyond 200 groups.
  private static final String ELSEWHERE = "_claim_names";

  private final List<ClaimPath> paths;
  private final RoleSeparator separator;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  RoleClaims(List<ClaimPath> paths, RoleSeparator separator) {
    this.paths = List.copyOf(paths);
    this.separator = separator;
  }

  /** The roles of a token of ours, which are where the first path leads, one by one. */
  List<String> findOwn(Map<String, Object> claims) {
    List<String> found = new ArrayList<>();
    Object value = paths.isEmpty() ? null : paths.get(0).find(claims);
    if (value instanceof Collection && isStrings((Collection<?>) value)) {
      ((Collection<?>) value).forEach(role -> found.add((String) role));
    }
    return found;
  }

  /** The roles of another issuer's token: all that are there together. */
  List<String> find(Map<String, Object> claims) {
    List<String> found = new ArrayList<>();
    for (ClaimPath path : paths) {
      Object value = path.find(claims);
      if (value == null) {
        checkElsewhere(claims, path);
      } else {
        add(found, path, value);
      }
    }
    return found;
  }

  // What is not an array of texts gives no roles at all: half a list would be a guess.
  private void add(List<String> found, ClaimPath path, Object value) {
    if (value instanceof String) {
      found.addAll(split((String) value, path));
    } else if (value instanceof Collection && isStrings((Collection<?>) value)) {
      ((Collection<?>) value).forEach(role -> found.add((String) role));
    } else {
      warn(
          path,
          "is neither text nor an array of texts, and gives no roles; if it holds objects, name"
              + " their member in \"auth.jwt.role-paths\", such as roles[].name");
    }
  }

  private List<String> split(String text, ClaimPath path) {
    if (path.isScope()) {
      return RoleSeparator.SPACE.split(text);
    }
    if (separator.leavesDoubt(text)) {
      warn(
          path,
          "is one text with blanks, commas or semicolons, and counts as one role; if it is meant as"
              + " several, set \"auth.jwt.role-separator\"");
    }
    return separator.split(text);
  }

  private void checkElsewhere(Map<String, Object> claims, ClaimPath path) {
    Object elsewhere = claims.get(ELSEWHERE);
    if (elsewhere instanceof Map && ((Map<?, ?>) elsewhere).containsKey(path.claim())) {
      warn(
          path,
          "is left out of a token, which says that it is to be fetched (_claim_names): the user is in"
              + " too many groups, and has no roles by it; use app roles, or let the provider write"
              + " only the groups assigned to the application (docs/settings.md)");
    }
  }

  // Neither names nor values of a user's token: the path is the deployer's.
  private void warn(ClaimPath path, String what) {
    if (warned.add(path + what)) {
      LOGGER.log(System.Logger.Level.WARNING, "role claim \"" + path + "\" " + what);
    }
  }

  private static boolean isStrings(Collection<?> values) {
    for (@Nullable Object value : values) {
      if (!(value instanceof String)) {
        return false;
      }
    }
    return true;
  }
}
