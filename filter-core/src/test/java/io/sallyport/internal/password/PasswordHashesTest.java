package io.sallyport.internal.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hashes created by other software: Soteria, jBCrypt, Openwall, PHP, the reference implementation
 * of Argon2.
 */
class PasswordHashesTest {

  private static final String HASH =
      "PBKDF2WithHmacSHA256:4096:c2FsdFNBTFRzYWx0U0FMVHNhbHRTQUxUc2FsdFNBTFRzYWx0:"
          + "NIyJ28vTKy8y2BS4EW6EzysXNH68GAAYHE4qH7jdU+E=";

  private static final PasswordHashes EACH_ITS_OWN = PasswordHashes.of(Optional.empty());

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i, abc",
    "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe, a",
    "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW, U*U",
    "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK, U*U*",
    "$2y$07$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq, rasmuslerdorf",
    "$2b$07$BCryptRequires22ChrcteSy3VqyDSloKWnLaYzCq5O.Nbn2b66Ae, päss wörd",
    "$2b$07$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq, rasmuslerdorf",
    "'$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',"
        + " password",
    "'$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc',"
        + " password",
  })
  void hashesOfOtherSoftwareAreAccepted(String text, String password) {
    PasswordHash hash = PasswordHashes.parse(text).orElseThrow();
    assertThat(hash.verify(password)).isTrue();
    assertThat(hash.verify(password + " ")).isFalse();
    assertThat(hash.verify("")).isFalse();
    assertThat(hash.decoy().verify(password)).isFalse();
    assertThat(hash.decoy().algorithm()).isEqualTo(hash.algorithm());
    assertThat(hash.text()).isEqualTo(text);
    assertThat(hash.toString()).doesNotContain(text.substring(text.length() - 31));
    assertThat(hash.isWeak()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "password",
        "{noop}password",
        "5f4dcc3b5aa765d61d8327deb882cf99",
        "$1$abc$def",
        "$2a$06$tooshort",
        "$2x$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
        "$2a$03$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
        "$2a$19$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
        "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i ",
        "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=262145,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=17$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29t$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf",
        "PBKDF2WithHmacSHA1:4096:c2FsdA==:aGFzaA=="
      })
  void invalidHashIsNotParsed(String text) {
    assertThat(PasswordHashes.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pbkdf2", "bcrypt", "argon2id"})
  void createdHashesAreStrongAndAccepted(String word) {
    HashAlgorithm algorithm = HashAlgorithm.find(word).orElseThrow();
    String made = algorithm.create(" pä ss ").orElseThrow().text();
    PasswordHash read = PasswordHashes.parse(made).orElseThrow();
    assertThat(read.algorithm()).isEqualTo(algorithm);
    assertThat(read.isWeak()).isFalse();
    assertThat(PasswordInput.matches(read, " pä ss ")).isTrue();
    assertThat(PasswordInput.matches(read, " pa ss ")).isFalse();
    assertThat(PasswordInput.matches(read, " pä ss")).isFalse();
    assertThat(PasswordInput.matches(read, " pä ss \0")).isFalse();
    assertThat(read.decoy().verify(" pä ss ")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pbkdf2", "bcrypt", "argon2id"})
  void halfASurrogatePairNeverMatches(String word) {
    PasswordHash hash = HashAlgorithm.find(word).orElseThrow().create("?").orElseThrow();
    assertThat(PasswordInput.matches(hash, "?")).isTrue();
    assertThat(PasswordInput.matches(hash, "\ud800")).isFalse();
  }

  @Test
  void bcryptRejectsMoreThan72Bytes() {
    String longest = "é".repeat(36);
    PasswordHash hash = BcryptHash.create(longest).orElseThrow();
    assertThat(hash.verify(longest)).isTrue();
    assertThat(hash.verify(longest + "x")).isFalse();
    assertThat(BcryptHash.create(longest + "x")).isEmpty();
    // A password that is too long does not match the hash of the empty one.
    PasswordHash empty = BcryptHash.create("").orElseThrow();
    assertThat(empty.verify("")).isTrue();
    assertThat(empty.verify("x".repeat(73))).isFalse();
  }

  @Test
  void renewedHashKeepsItsAlgorithm() {
    for (String weak :
        List.of(
            "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            HASH)) {
      PasswordHash stored = PasswordHashes.parse(weak).orElseThrow();
      PasswordHash better = EACH_ITS_OWN.renew(stored, "abc").orElseThrow();
      assertThat(better.algorithm()).isEqualTo(stored.algorithm());
      assertThat(better.verify("abc")).isTrue();
      assertThat(EACH_ITS_OWN.renew(better, "abc")).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PBKDF2WithHmacSHA512:209999:c2FsdHNhbHRzYWx0c2FsdA==:c2FsdHNhbHRzYWx0c2FsdA==, true",
    "PBKDF2WithHmacSHA512:210000:c2FsdHNhbHRzYWx0c2FsdA==:c2FsdHNhbHRzYWx0c2FsdA==, false",
    "PBKDF2WithHmacSHA256:599999:c2FsdHNhbHRzYWx0c2FsdA==:c2FsdHNhbHRzYWx0c2FsdA==, true",
    "PBKDF2WithHmacSHA256:600000:c2FsdHNhbHRzYWx0c2FsdA==:c2FsdHNhbHRzYWx0c2FsdA==, false",
    "$2a$09$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i, true",
    "$2a$10$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i, false",
    "'$argon2id$v=19$m=7168,t=4,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4', true",
    "'$argon2id$v=19$m=7168,t=5,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',"
        + " false",
    "'$argon2id$v=19$m=7167,t=9,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4', true",
    "'$argon2id$v=19$m=65536,t=1,p=4$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',"
        + " false",
  })
  void weaknessHasAThreshold(String text, boolean weak) {
    assertThat(PasswordHashes.parse(text).orElseThrow().isWeak()).isEqualTo(weak);
  }

  @Test
  void configuredAlgorithmIsUsedIfItCanHashThePassword() {
    PasswordHash strong = Pbkdf2Hash.create("abc");
    PasswordHashes bcrypt = PasswordHashes.of(Optional.of(HashAlgorithm.BCRYPT));
    assertThat(bcrypt.renew(strong, "abc").orElseThrow().algorithm())
        .isEqualTo(HashAlgorithm.BCRYPT);
    assertThat(bcrypt.renew(strong, "x".repeat(73))).isEmpty();
    assertThat(EACH_ITS_OWN.renew(strong, "abc")).isEmpty();
    assertThat(bcrypt.firstDecoy().algorithm()).isEqualTo(HashAlgorithm.BCRYPT);
    assertThat(EACH_ITS_OWN.firstDecoy().algorithm()).isEqualTo(HashAlgorithm.PBKDF2);
  }
}
