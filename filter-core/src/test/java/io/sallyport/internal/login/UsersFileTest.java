package io.sallyport.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.password.CountedHash;
import io.sallyport.internal.password.PasswordHash;
import io.sallyport.internal.password.Pbkdf2Hash;
import io.sallyport.test.FakeRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersFileTest {

  // Salt "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4096 rounds of SHA-256, made by Python's hashlib.
  static final String HASH =
      "PBKDF2WithHmacSHA256:4096:c2FsdFNBTFRzYWx0U0FMVHNhbHRTQUxUc2FsdFNBTFRzYWx0:"
          + "NIyJ28vTKy8y2BS4EW6EzysXNH68GAAYHE4qH7jdU+E=";
  private static final String PASSWORD = "passwordPASSWORDpassword";

  private static Optional<AuthPrincipal> check(String file, String name, String password)
      throws Exception {
    return UsersFile.parse(file).check(FakeRequest.post("/"), name, password);
  }

  @Test
  void correctPasswordReturnsNameAndRoles() throws Exception {
    AuthPrincipal ann = check("# people\n\nann=" + HASH + " a, b ,", "ann", PASSWORD).orElseThrow();
    assertThat(ann.getName()).isEqualTo("ann");
    assertThat(ann.roles()).isEqualTo(Set.of("a", "b"));
    assertThat(check("ann=" + HASH, "ann", PASSWORD).orElseThrow().roles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "passwordPASSWORDpasswor",
        "passwordPASSWORDpassword ",
        " passwordPASSWORDpassword",
        "PASSWORDPASSWORDpassword",
        "passwordPASSWORDpassword\u0000"
      })
  void passwordIsComparedExactly(String password) throws Exception {
    assertThat(check("ann=" + HASH, "ann", password)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Ann", "ann ", "nobody", "ann=", "#"})
  void nameIsComparedExactly(String name) throws Exception {
    assertThat(check("ann=" + HASH, name, PASSWORD)).isEmpty();
  }

  @Test
  void tooLongNameOrPasswordIsRejected() throws Exception {
    assertThat(check("ann=" + HASH, "ann", "x".repeat(1025))).isEmpty();
    assertThat(check("ann=" + HASH, "x".repeat(1025), PASSWORD)).isEmpty();
  }

  @Test
  void unknownNameComputesAsManyHashesAsAWrongPassword() throws Exception {
    AtomicInteger computations = new AtomicInteger();
    AtomicInteger decoys = new AtomicInteger();
    UsersFile file =
        UsersFile.parse(
            "ann=word a\nben=word",
            text -> Optional.of(new CountedHash(text, computations, decoys)));
    assertThat(file.check(FakeRequest.post("/"), "ann", "wrong")).isEmpty();
    assertThat(computations).hasValue(1);
    assertThat(file.check(FakeRequest.post("/"), "nobody", "wrong")).isEmpty();
    assertThat(decoys).hasValue(1);
    assertThat(file.check(FakeRequest.post("/"), "nobody", "no password at all")).isEmpty();
  }

  @Test
  void fileMayContainAllHashAlgorithms() throws Exception {
    String file =
        "ann="
            + HASH
            + "\nben=$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i boss"
            + "\ncid=$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ"
            + "$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    assertThat(check(file, "ann", PASSWORD)).isPresent();
    assertThat(check(file, "ben", "abc").orElseThrow().roles()).containsExactly("boss");
    assertThat(check(file, "cid", "password")).isPresent();
    assertThat(check(file, "cid", "abc")).isEmpty();
  }

  @Test
  void invalidLinesAreReportedByNumber() {
    String good = HASH;
    String file =
        String.join(
            "\n",
            "ann=" + good,
            "no equals sign",
            "=" + good,
            "ben=plain-password",
            "cid=PBKDF2WithHmacSHA1:4096:c2FsdA==:aGFzaA==",
            "dan=PBKDF2WithHmacSHA256:1023:c2FsdHNhbHRzYWx0c2FsdA==:c2FsdHNhbHRzYWx0c2FsdA==",
            "eve=PBKDF2WithHmacSHA256:99999999:c2FsdHNhbHRzYWx0c2FsdA==:c2FsdHNhbHRzYWx0c2FsdA==",
            "fay=PBKDF2WithHmacSHA256:1024:c2FsdA==:c2FsdHNhbHRzYWx0c2FsdA==",
            "ann=" + good);
    assertThatThrownBy(() -> UsersFile.parse(file))
        .isInstanceOf(UsersFormatException.class)
        .hasMessageContaining("line 2: ")
        .hasMessageContaining("line 3: ")
        .hasMessageContaining("line 4: ")
        .hasMessageContaining("line 5: ")
        .hasMessageContaining("line 6: ")
        .hasMessageContaining("line 7: ")
        .hasMessageContaining("line 8: ")
        .hasMessageContaining("line 9: the name occurs twice")
        .message()
        .doesNotContain("plain-password")
        .doesNotContain("line 1:");
    assertThatThrownBy(() -> UsersFile.parse("# empty"))
        .hasMessageContaining("no users; add lines such as");
  }

  @Test
  void createdHashesAreAccepted() {
    Pbkdf2Hash hash = Pbkdf2Hash.create("päss wörd");
    PasswordHash read = Pbkdf2Hash.parse(hash.text()).orElseThrow();
    assertThat(read.verify("päss wörd")).isTrue();
    assertThat(read.verify("pass word")).isFalse();
    assertThat(read.decoy().verify("päss wörd")).isFalse();
    assertThat(hash.text()).startsWith("PBKDF2WithHmacSHA512:210000:");
    assertThat(hash.toString()).doesNotContain(hash.text().split(":")[3]);
  }

  @Test
  void realmReturnsNameAndQueriedRoles() {
    ContainerRealm realm = ContainerRealm.of(Set.of("a", "b"));
    FakeRequest request = FakeRequest.post("/").realm(Map.of("ann", "word"), "a", "z");
    assertThat(realm.check(request, "ann", "wrong")).isEmpty();
    AuthPrincipal ann = realm.check(request, "ann", "word").orElseThrow();
    assertThat(ann.getName()).isEqualTo("ann");
    assertThat(ann.roles()).isEqualTo(Set.of("a"));
  }

  @Test
  void realmDecidesTheName() {
    FakeRequest typed = FakeRequest.post("/").realm(Map.of("ANN", "word"), "a");
    // A realm that accepts several spellings, or an e-mail address, for one user.
    HttpServletRequest request =
        new HttpServletRequestWrapper(typed) {
          @Override
          public Principal getUserPrincipal() {
            Principal known = super.getUserPrincipal();
            return known == null ? null : () -> "ann";
          }
        };
    assertThat(ContainerRealm.of(Set.of("a")).check(request, "ANN", "word").orElseThrow().getName())
        .isEqualTo("ann");
  }
}
