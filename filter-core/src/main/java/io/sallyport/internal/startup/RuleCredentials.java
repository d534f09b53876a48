package io.sallyport.internal.startup;

import io.sallyport.internal.access.AccessRules;
import io.sallyport.internal.access.RuleCredential;
import io.sallyport.internal.settings.Mode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Finds access rules that require a credential the settings do not accept: such a rule admits no
 * caller.
 */
final class RuleCredentials {

  private final Map<RuleCredential, String> missing = new EnumMap<>(RuleCredential.class);

  private RuleCredentials() {}

  /**
   * The credentials that a mode accepts.
   *
   * @param cookie whether tokens are read from a cookie
   */
  static RuleCredentials of(Mode mode, boolean cookie) {
    RuleCredentials credentials = new RuleCredentials();
    if (!mode.hasTokens()) {
      credentials.missing.put(
          RuleCredential.BEARER, "auth.mode=session; use auth.mode=both or auth.mode=jwt");
      credentials.missing.put(
          RuleCredential.COOKIE, "auth.mode=session; use auth.mode=both or auth.mode=jwt");
    } else if (!cookie) {
      credentials.missing.put(
          RuleCredential.COOKIE,
          "mp.jwt.token.header=Authorization; use mp.jwt.token.header=Cookie");
    }
    if (!mode.hasSessions()) {
      credentials.missing.put(
          RuleCredential.SESSION, "auth.mode=jwt; use auth.mode=both or auth.mode=session");
      credentials.missing.put(
          RuleCredential.CONTAINER, "auth.mode=jwt; use auth.mode=both or auth.mode=session");
    }
    return credentials;
  }

  List<String> warnings(AccessRules rules) {
    List<String> warnings = new ArrayList<>();
    missing.forEach(
        (credential, reason) ->
            rules
                .rulesBy(credential)
                .forEach(
                    rule ->
                        warnings.add(
                            "auth.rules: \"" + rule + "\" matches no caller with " + reason)));
    return warnings;
  }
}
