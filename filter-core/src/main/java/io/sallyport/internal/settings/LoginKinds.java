package io.sallyport.internal.settings;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** The formats of settings about databases, directories and classes. */
final class LoginKinds {

  private static final Pattern CLASS =
      Pattern.compile(
          "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
              + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)+");
  private static final Pattern JNDI = Pattern.compile("(java:)?[A-Za-z0-9_][A-Za-z0-9_./-]*");
  private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

  private LoginKinds() {}

  /** One of our words, or the name of a class of the application. */
  static Kind wordOrClass(String example, String... words) {
    List<String> own = List.of(words);
    return Kind.of(
        value -> own.contains(value) || CLASS.matcher(value).matches(),
        "use "
            + String.join(", ", own)
            + ", or the name of a class of the application such as "
            + example);
  }

  /** A JNDI name of the container, never a remote address. */
  static Kind jndiName() {
    return Kind.of(
        value -> JNDI.matcher(value).matches(), "use a JNDI name such as java:comp/env/jdbc/app");
  }

  /** SQL with parameters. A question mark in quotes is not a parameter. */
  static Kind sql(int min, int max) {
    return Kind.of(
        value -> {
          long parameters =
              QUOTED.matcher(value).replaceAll("").chars().filter(c -> c == '?').count();
          return parameters >= min && parameters <= max;
        },
        min == max
            ? "use one SQL statement with exactly one ? for the name"
            : "use one SQL statement with a ? for the new hash, a ? for the name and, optionally, a ?"
                + " for the old hash, in this order");
  }

  /** The URLs of one or several LDAP servers. */
  static Kind ldapUrl() {
    return Kind.of(
        value -> List.of(value.split("\\s+")).stream().allMatch(LoginKinds::isLdapServer),
        "use ldaps://host or ldaps://host:636, without user, path or query; separate several by"
            + " spaces");
  }

  private static boolean isLdapServer(String text) {
    try {
      URI uri = URI.create(text);
      boolean ldap = "ldaps".equals(uri.getScheme()) || "ldap".equals(uri.getScheme());
      return ldap
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A distinguished name (RFC 4514). */
  static Kind distinguishedName() {
    return Kind.of(
        value -> {
          try {
            return !new LdapName(value).isEmpty();
          } catch (InvalidNameException e) {
            return false;
          }
        },
        "use a distinguished name such as ou=people,dc=example,dc=com");
  }

  static Kind attribute() {
    return Kind.of(
        value -> ATTRIBUTE.matcher(value).matches(), "use the name of one attribute, such as uid");
  }

  /** An LDAP filter (RFC 4515) with a placeholder for the value. */
  static Kind filter(String placeholders) {
    Pattern place = Pattern.compile(placeholders);
    return Kind.of(
        value -> isBalanced(value) && hasPlace(place.matcher(value)),
        "use an LDAP filter with {0} for the value, such as (&(uid={0})(objectClass=person))");
  }

  private static boolean hasPlace(Matcher matcher) {
    return matcher.find();
  }

  private static boolean isBalanced(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '(') {
        depth++;
      } else if (text.charAt(i) == ')') {
        depth--;
      }
      // One pair of parentheses encloses everything.
      if (depth < 0 || (depth == 0 && i < text.length() - 1)) {
        return false;
      }
    }
    return depth == 0;
  }
}
