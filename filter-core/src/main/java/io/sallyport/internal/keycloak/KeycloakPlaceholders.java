package io.sallyport.internal.keycloak;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates the placeholders of keycloak.json, {@code ${env.NAME:default}} and {@code
 * ${property:default}}, to our references. Otherwise {@code ${file:/x}}, a property there, would
 * become a file reference here.
 */
final class KeycloakPlaceholders {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)\\}");
  private static final String VARIABLE = "env.";

  private KeycloakPlaceholders() {}

  static boolean isIn(String text) {
    return text.contains("${");
  }

  static String translate(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement("${" + reference(found.group(1)) + "}"));
  }

  private static String reference(String name) {
    return name.startsWith(VARIABLE) ? "env:" + name.substring(VARIABLE.length()) : "sys:" + name;
  }
}
