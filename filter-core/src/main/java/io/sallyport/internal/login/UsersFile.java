package io.sallyport.internal.login;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Callers in a text: lines of {@code name=hash role,role}, {@code #} for comments. Names and
 * passwords are compared exactly. A name that is not there costs as much time as a wrong password.
 */
public final class UsersFile implements CredentialCheck {

  private static final int LONGEST = 1024;

  private final Map<String, User> users;
  private final User nobody;

  private UsersFile(Map<String, User> users) {
    this.users = Map.copyOf(users);
    this.nobody = new User(users.values().iterator().next().hash.decoy(), List.of());
  }

  /**
   * Reads the lines.
   *
   * @throws UsersFormatException naming every line that cannot be used
   */
  public static UsersFile parse(String text) throws UsersFormatException {
    Map<String, User> users = new HashMap<>();
    List<String> problems = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        Optional<String> problem = read(line, users);
        int at = number;
        problem.ifPresent(sentence -> problems.add("line " + at + ": " + sentence));
      }
    }
    if (users.isEmpty() && problems.isEmpty()) {
      problems.add("there is nobody in it");
    }
    if (!problems.isEmpty()) {
      throw new UsersFormatException(problems);
    }
    return new UsersFile(users);
  }

  private static Optional<String> read(String line, Map<String, User> users) {
    int equals = line.indexOf('=');
    if (equals <= 0 || line.substring(0, equals).isBlank()) {
      return Optional.of("write name=hash role,role");
    }
    String[] words = line.substring(equals + 1).trim().split("\\s+", 2);
    Optional<Pbkdf2Hash> hash = Pbkdf2Hash.parse(words[0]);
    if (hash.isEmpty()) {
      return Optional.of(
          "the hash must be PBKDF2WithHmacSHA512:iterations:salt:hash (or 224, 256, 384), with 1024"
              + " to 10000000 iterations and 16 or more bytes of salt and hash in Base64");
    }
    List<String> roles = words.length < 2 ? List.of() : roles(words[1]);
    String name = line.substring(0, equals).trim();
    return users.put(name, new User(hash.get(), roles)) == null
        ? Optional.empty()
        : Optional.of("the name is there already");
  }

  private static List<String> roles(String text) {
    List<String> roles = new ArrayList<>();
    for (String role : Arrays.asList(text.split(","))) {
      if (!role.isBlank()) {
        roles.add(role.trim());
      }
    }
    return roles;
  }

  @Override
  public Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password) {
    if (name.length() > LONGEST || password.length() > LONGEST) {
      // Before hashing: long passwords shall not cost long hashing.
      return Optional.empty();
    }
    User user = users.getOrDefault(name, nobody);
    // HMAC pads its key with zeroes, so that "word" and "word\\0" have the same hash; they are not
    // the
    // same password.
    boolean right = user.hash.verify(password) && password.indexOf('\0') < 0;
    return right && user != nobody
        ? Optional.of(AuthPrincipal.of(name, user.roles, AuthSource.SESSION))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "UsersFile[" + users.size() + " users]";
  }

  private static final class User {

    private final Pbkdf2Hash hash;
    private final List<String> roles;

    private User(Pbkdf2Hash hash, List<String> roles) {
      this.hash = hash;
      this.roles = List.copyOf(roles);
    }
  }
}
