package io.sallyport.internal.login;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.password.HashAlgorithm;
import io.sallyport.internal.password.PasswordHash;
import io.sallyport.internal.password.PasswordHashes;
import io.sallyport.internal.password.PasswordInput;
import io.sallyport.spi.UserLookup;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks user names and passwords of a text with lines {@code name=hash role,role}; {@code #}
 * begins a comment. Names and passwords are compared exactly. An unknown name takes as long as a
 * wrong password.
 */
public final class UsersFile implements PasswordAuthenticator {

  private final Map<String, User> users;
  private final User unknownUser;

  private UsersFile(Map<String, User> users) {
    this.users = Map.copyOf(users);
    // As costly as the first user's hash. docs/passwords.md requires the same cost for all.
    this.unknownUser = new User(users.values().iterator().next().hash.decoy(), List.of());
  }

  /**
   * Reads the lines.
   *
   * @throws UsersFormatException naming every invalid line
   */
  public static UsersFile parse(String text) throws UsersFormatException {
    return parse(text, PasswordHashes::parse);
  }

  static UsersFile parse(String text, Function<String, Optional<PasswordHash>> reader)
      throws UsersFormatException {
    Map<String, User> users = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        Optional<String> problem = read(line, users, reader);
        int at = number;
        problem.ifPresent(sentence -> problems.add("line " + at + ": " + sentence));
      }
    }
    if (users.isEmpty() && problems.isEmpty()) {
      problems.add("no users; add lines such as name=hash role,role");
    }
    if (!problems.isEmpty()) {
      throw new UsersFormatException(problems);
    }
    return new UsersFile(users);
  }

  private static Optional<String> read(
      String line, Map<String, User> users, Function<String, Optional<PasswordHash>> reader) {
    int equals = line.indexOf('=');
    if (equals <= 0 || line.substring(0, equals).isBlank()) {
      return Optional.of("use name=hash role,role");
    }
    String[] words = line.substring(equals + 1).trim().split("\\s+", 2);
    Optional<String> missing =
        HashAlgorithm.recognise(words[0]).flatMap(HashAlgorithm::findMissing);
    if (missing.isPresent()) {
      return missing;
    }
    Optional<PasswordHash> hash = reader.apply(words[0]);
    if (hash.isEmpty()) {
      return Optional.of(
          "the hash is not valid; use PBKDF2WithHmacSHA512:iterations:salt:hash (or 224, 256, 384)"
              + " with 1024 to 10000000 iterations and at least 16 bytes of salt and hash in Base64, or"
              + " bcrypt ($2a, $2b, $2y), or argon2id (docs/passwords.md)");
    }
    List<String> roles = words.length < 2 ? List.of() : roles(words[1]);
    String name = line.substring(0, equals).trim();
    return users.put(name, new User(hash.get(), roles)) == null
        ? Optional.empty()
        : Optional.of("the name occurs twice; keep one");
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
    if (!PasswordInput.isAcceptable(name, password)) {
      return Optional.empty();
    }
    User user = users.getOrDefault(name, unknownUser);
    boolean matches = PasswordInput.matches(user.hash, password);
    return matches && user != unknownUser
        ? Optional.of(AuthPrincipal.of(name, user.roles, AuthSource.SESSION))
        : Optional.empty();
  }

  /** {@inheritDoc} Returns the state of the file when the application started. */
  @Override
  public UserLookup find(String name) {
    User user = users.get(name);
    return user == null ? UserLookup.none() : UserLookup.active(name, user.roles);
  }

  @Override
  public boolean isFinding() {
    return true;
  }

  @Override
  public String toString() {
    return "UsersFile[" + users.size() + " users]";
  }

  private static final class User {

    private final PasswordHash hash;
    private final List<String> roles;

    private User(PasswordHash hash, List<String> roles) {
      this.hash = hash;
      this.roles = List.copyOf(roles);
    }
  }
}
