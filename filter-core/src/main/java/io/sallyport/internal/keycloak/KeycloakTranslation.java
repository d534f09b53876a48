package io.sallyport.internal.keycloak;

import io.sallyport.internal.descriptor.DescriptorException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Translates one keycloak.json. */
final class KeycloakTranslation {

  private static final long MAX_INTERVAL = 86_400;

  // The claims that the adapter supported. For all others it used sub.
  private static final Set<String> NAME_CLAIMS =
      Set.of("sub", "preferred_username", "email", "name", "nickname", "given_name", "family_name");

  private final KeycloakMembers members;
  private final List<TranslatedSetting> settings = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  KeycloakTranslation(KeycloakMembers members) {
    this.members = members;
  }

  KeycloakAdapterConfig result() throws DescriptorException {
    translateIssuer();
    String client = members.require("resource", "the client ID");
    translateAudience(client);
    translateRoles(client);
    translateName();
    translateKeys();
    translateLogin();
    warnOfTheRest();
    return new KeycloakAdapterConfig(settings, warnings);
  }

  private void translateIssuer() throws DescriptorException {
    String realm = members.require("realm", "the name of the realm");
    String server = members.require("auth-server-url", "Keycloak's address");
    if (!server.matches("(?i)https?://.*") && !KeycloakPlaceholders.isIn(server)) {
      throw new DescriptorException(
          "\"auth-server-url\" has no https://, so that it cannot be the issuer of tokens; use"
              + " the complete URL");
    }
    String issuer = server.replaceFirst("/+$", "") + "/realms/" + inPath(realm);
    add("realm, auth-server-url", "mp.jwt.verify.issuer", issuer);
    add("realm, auth-server-url", "auth.jwt.provider", "keycloak");
  }

  // Encodes the realm as Keycloak does in iss.
  private static String inPath(String realm) throws DescriptorException {
    if (KeycloakPlaceholders.isIn(realm)) {
      return realm;
    }
    try {
      return new URI(null, null, "/" + realm, null).toASCIIString().substring(1);
    } catch (URISyntaxException e) {
      throw new DescriptorException("\"realm\" is not valid in a URL; use the name of the realm");
    }
  }

  private void translateAudience(String client) throws DescriptorException {
    if (client.contains(",") || client.contains("\"")) {
      throw new DescriptorException(
          "\"resource\" has a comma or a quote, which is not supported; give the"
              + " client another ID");
    }
    TranslatedSetting audience =
        TranslatedSetting.of("resource", "mp.jwt.verify.audiences", client);
    boolean verified = members.findFlag("verify-token-audience").orElse(false);
    settings.add(
        verified
            ? audience
            : audience.warning(
                "\"verify-token-audience\" is not true: the former adapter accepted tokens for any"
                    + " client of the realm, but now \"aud\" or \"azp\" must contain the"
                    + " \"resource\"; add an audience mapper in Keycloak, or set"
                    + " \"mp.jwt.verify.audiences\" to the audience of the tokens"));
  }

  private void translateRoles(String client) throws DescriptorException {
    boolean ofClient = members.findFlag("use-resource-role-mappings").orElse(false);
    // Dots in the name would separate segments, and a placeholder may contain dots.
    String segment = client.matches("[A-Za-z0-9_-]+") ? client : "\"" + client + "\"";
    add(
        ofClient ? "use-resource-role-mappings, resource" : "use-resource-role-mappings",
        "auth.jwt.role-paths",
        ofClient ? "resource_access." + segment + ".roles" : "realm_access.roles");
  }

  private void translateName() throws DescriptorException {
    String asked = members.find("principal-attribute").orElse("sub");
    boolean supported = NAME_CLAIMS.contains(asked);
    TranslatedSetting name =
        TranslatedSetting.of(
            "principal-attribute",
            "auth.jwt.name-claims",
            supported && !asked.equals("sub") ? asked + ", sub" : "sub");
    settings.add(
        supported
            ? name
            : name.warning(
                "\"principal-attribute\" is not a claim of the former adapter, which therefore"
                    + " used \"sub\"; set \"auth.jwt.name-claims\" to the intended claim"));
  }

  private void translateKeys() throws DescriptorException {
    Optional<String> key = members.find("realm-public-key");
    if (key.isPresent()) {
      String pem =
          key.get().startsWith("-----")
              ? key.get()
              : "-----BEGIN PUBLIC KEY-----\n" + key.get() + "\n-----END PUBLIC KEY-----\n";
      settings.add(
          TranslatedSetting.hidden("realm-public-key", "mp.jwt.verify.publickey", pem)
              .warning(
                  "\"realm-public-key\" is the only key: after a key rotation in Keycloak, all"
                      + " tokens are rejected; remove it, so that keys are read by discovery"));
    }
    translateSeconds("public-key-cache-ttl", "auth.jwt.jwks.refresh-interval");
    translateSeconds("min-time-between-jwks-requests", "auth.jwt.jwks.forced-refresh-interval");
  }

  private void translateSeconds(String member, String parameter) throws DescriptorException {
    Optional<String> text = members.find(member);
    if (text.isEmpty() || KeycloakPlaceholders.isIn(text.get())) {
      text.ifPresent(reference -> add(member, parameter, reference));
      return;
    }
    if (!text.get().matches("-?\\d{1,18}")) {
      throw new DescriptorException("\"" + member + "\" is not a number of seconds; correct it");
    }
    addSeconds(member, parameter, Long.parseLong(text.get()));
  }

  private void addSeconds(String member, String parameter, long seconds) {
    long within = Math.max(1, Math.min(seconds, MAX_INTERVAL));
    TranslatedSetting interval = TranslatedSetting.of(member, parameter, String.valueOf(within));
    settings.add(
        within == seconds
            ? interval
            : interval.warning(
                "\""
                    + member
                    + "\" is not from 1 to "
                    + MAX_INTERVAL
                    + " seconds; "
                    + within
                    + " is used, unless \""
                    + parameter
                    + "\" is set"));
  }

  private void translateLogin() throws DescriptorException {
    boolean bearerOnly = members.findFlag("bearer-only").orElse(false);
    Optional<Boolean> detecting = members.findFlag("autodetect-bearer-only");
    if (bearerOnly) {
      // Browsers were never redirected, so there was nothing to detect.
      return;
    }
    warnings.add(
        "\"bearer-only\" is not true: login at Keycloak by browser is not supported"
            + "; use the server's OpenID Connect or \"auth.login.page\", see"
            + " docs/moving-from-keycloak-filter.md");
    detecting.ifPresent(
        on -> add("autodetect-bearer-only", "auth.autodetect-bearer-only", on.toString()));
  }

  private void warnOfTheRest() {
    for (KeycloakMember member : KeycloakMember.values()) {
      if (members.isLost(member)) {
        warnings.add("\"" + member.member() + "\" is not translated: " + member.remedy());
      }
    }
    for (String unknown : members.unused()) {
      warnings.add("\"" + unknown + "\" is not a member of the adapter's configuration; remove it");
    }
  }

  private void add(String from, String parameter, String text) {
    settings.add(TranslatedSetting.of(from, parameter, text));
  }
}
