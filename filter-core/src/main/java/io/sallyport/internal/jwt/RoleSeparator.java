package io.sallyport.internal.jwt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Separates the roles in a claim that is one string. */
public enum RoleSeparator {
  /** No separator: one string is one role. */
  NONE('\0'),
  SPACE(' '),
  COMMA(','),
  SEMICOLON(';');

  private final char character;

  RoleSeparator(char character) {
    this.character = character;
  }

  /** The separator by its name in web.xml. */
  public static RoleSeparator of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /**
   * The roles in a string, trimmed and without empty ones. Without a separator, the unchanged
   * string.
   */
  List<String> split(String text) {
    if (this == NONE) {
      return List.of(text);
    }
    List<String> roles = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == character) {
        String role = text.substring(start, i).trim();
        if (!role.isEmpty()) {
          roles.add(role);
        }
        start = i + 1;
      }
    }
    return roles;
  }

  /** Whether a string that counts as one role may be meant as several. */
  boolean isAmbiguous(String text) {
    String trimmed = text.trim();
    return this == NONE
        && (trimmed.indexOf(' ') >= 0 || trimmed.indexOf(',') >= 0 || trimmed.indexOf(';') >= 0);
  }
}
