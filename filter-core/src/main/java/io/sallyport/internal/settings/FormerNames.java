package io.sallyport.internal.settings;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Former names of settings that were renamed. They are not read. Each stops the start, and the hint
 * names the new setting, even if the names differ in too many letters for a comparison.
 */
final class FormerNames {

  private static final Map<String, Setting> NEW_NAMES =
      Map.of(
          "auth.jwt.allow-missing-id", Setting.ALLOW_MISSING_JTI,
          "auth.jwt.require-bound", Setting.REQUIRE_CERTIFICATE_BINDING,
          "auth.jwt.verified-cache-max", Setting.MAX_CACHED_TOKENS,
          "auth.login.credentials", Setting.LOGIN_USER_STORE,
          "auth.login.hash", Setting.LOGIN_HASH_ALGORITHM,
          "auth.login.max-concurrent", Setting.LOGIN_MAX_CONCURRENT_CHECKS,
          "auth.login.return-parameter", Setting.RETURN_URL_PARAMETER,
          "auth.session.allow-unseen-login", Setting.ALLOW_UNOBSERVED_LOGIN,
          "auth.session.maximum-sessions", Setting.MAX_SESSIONS);

  private FormerNames() {}

  static Set<String> all() {
    return NEW_NAMES.keySet();
  }

  static Optional<String> findNewName(String name) {
    return Optional.ofNullable(NEW_NAMES.get(name)).map(Setting::parameter);
  }
}
