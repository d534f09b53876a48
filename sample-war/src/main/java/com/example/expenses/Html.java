package com.example.expenses;

/** Escapes text for HTML and JSON. */
public class Html {

  private Html() {}

  public static String escape(Object value) {
    String text = value == null ? "" : value.toString();
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  public static String json(Object value) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : String.valueOf(value).toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(' ');
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
