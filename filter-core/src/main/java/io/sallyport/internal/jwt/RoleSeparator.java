package io.sallyport.internal.jwt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What stands between several roles that an issuer writes as one text. */
public enum RoleSeparator {
  /** Nothing: one text is one role. */
  NONE('\0'),
  SPACE(' '),
  COMMA(','),
  SEMICOLON(';');

  private final char character;

  RoleSeparator(char character) {
    this.character = character;
  }

  /** By the name in web.xml. */
  public static RoleSeparator of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /**
   * The roles of a text. Between separators, without the white space around them, and without empty
   * ones; else exactly as it is.
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

  /** Whether a text that counts as one role may be meant as several. */
  boolean leavesDoubt(String text) {
    String trimmed = text.trim();
    return this == NONE
        && (trimmed.indexOf(' ') >= 0 || trimmed.indexOf(',') >= 0 || trimmed.indexOf(';') >= 0);
  }
}
