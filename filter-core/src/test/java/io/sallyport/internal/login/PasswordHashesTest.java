package io.sallyport.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.internal.engine.CredentialOutageException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashesTest {

  @ParameterizedTest
  @EnumSource(HashAlgorithm.class)
  void whatIsMadeIsTakenAndNothingElse(HashAlgorithm algorithm) {
    assertThat(algorithm.findMissing()).isEmpty();
    PasswordHash made = algorithm.create("pä ss wörd").orElseThrow();
    PasswordHash read = PasswordHashes.parse(made.text()).orElseThrow();
    assertThat(read.algorithm()).isEqualTo(algorithm);
    assertThat(read.verify("pä ss wörd")).isTrue();
    assertThat(read.verify("pä ss wörD")).isFalse();
    assertThat(read.verify("")).isFalse();
    assertThat(read.decoy().verify("pä ss wörd")).isFalse();
    assertThat(read.isWeak()).isFalse();
    assertThat(read.toString()).doesNotContain(made.text());
    assertThat(algorithm.create("pä ss wörd").orElseThrow().text()).isNotEqualTo(made.text());
  }

  /** By other implementations: htpasswd's $2y, OpenBSD's $2a and $2b, the argon2 command. */
  @ParameterizedTest
  @CsvSource({
    "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW, U*U",
    "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW, U*U",
    "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW, U*U",
    "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK, U*U*",
    "'$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4', password",
    "'$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc', password",
    "PBKDF2WithHmacSHA256:4096:c2FsdFNBTFRzYWx0U0FMVHNhbHRTQUxUc2FsdFNBTFRzYWx0:NIyJ28vTKy8y2BS4EW6EzysXNH68GAAYHE4qH7jdU+E=, passwordPASSWORDpassword"
  })
  void hashesOfOthersAreTaken(String text, String password) {
    PasswordHash hash = PasswordHashes.parse(text).orElseThrow();
    assertThat(hash.verify(password)).isTrue();
    assertThat(hash.verify(password + "x")).isFalse();
    assertThat(hash.isWeak()).isTrue();
  }

  @Test
  void bcryptRefusesWhatItWouldCutOff() {
    String longest = "x".repeat(72);
    PasswordHash hash = HashAlgorithm.BCRYPT.create(longest).orElseThrow();
    assertThat(hash.verify(longest)).isTrue();
    assertThat(hash.verify(longest + "y")).isFalse();
    assertThat(HashAlgorithm.BCRYPT.create(longest + "y")).isEmpty();
    // Bytes, not letters.
    assertThat(HashAlgorithm.BCRYPT.create("ä".repeat(37))).isEmpty();
    assertThat(PasswordHashes.of(Optional.of(HashAlgorithm.BCRYPT)).renew(hash, longest)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "{noop}secret",
        "$1$abc$def",
        "$2a$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2a$05$short",
        "$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=19456,t=2,p=99$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=19456,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "PBKDF2WithHmacSHA1:210000:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAA==",
        "PBKDF2WithHmacSHA512:1023:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAA=="
      })
  void whatIsNoHashOrOutOfBoundsIsNone(String text) {
    assertThat(PasswordHashes.parse(text)).isEmpty();
  }

  @Test
  void withoutItsLibraryAHashIsAnOutage() {
    UnavailableHash hash = new UnavailableHash(HashAlgorithm.BCRYPT, "$2a$...");
    assertThatThrownBy(() -> hash.verify("x"))
        .isInstanceOf(CredentialOutageException.class)
        .hasMessageContaining("com.password4j:password4j");
    assertThat(hash.decoy()).isSameAs(hash);
  }

  @ParameterizedTest(name = "{0} wanted {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "PBKDF2WithHmacSHA256:1024:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAA== |  | pbkdf2",
        "PBKDF2WithHmacSHA256:599999:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAA== |  | pbkdf2",
        "PBKDF2WithHmacSHA256:600000:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAA== |  | stays",
        "PBKDF2WithHmacSHA512:209999:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAA== |  | pbkdf2",
        "PBKDF2WithHmacSHA512:210000:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAA== |  | stays",
        "PBKDF2WithHmacSHA512:210000:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAA== | ARGON2ID | argon2id",
        "$2a$09$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW |  | bcrypt",
        "$2a$10$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW |  | stays",
        "$2a$10$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW | PBKDF2 | pbkdf2",
        "$argon2id$v=19$m=7167,t=9,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA |  | argon2id",
        "$argon2id$v=19$m=7168,t=4,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA |  | argon2id",
        "$argon2id$v=19$m=7168,t=5,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA |  | stays"
      })
  void whatIsWeakOrOfAnotherKindIsRenewed(String text, HashAlgorithm wanted, String becomes) {
    PasswordHash stored = PasswordHashes.parse(text).orElseThrow();
    Optional<PasswordHash> renewed =
        PasswordHashes.of(Optional.ofNullable(wanted)).renew(stored, "word");
    assertThat(renewed.map(hash -> hash.algorithm().toString()).orElse("stays")).isEqualTo(becomes);
    renewed.ifPresent(
        hash -> {
          assertThat(hash.isWeak()).isFalse();
          assertThat(hash.verify("word")).isTrue();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2a$04$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2a$18$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$argon2id$v=19$m=262144,t=99,p=16$AAAAAAAAAAA$AAAAAAAAAAA",
        "$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAA",
        "PBKDF2WithHmacSHA224:1024:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAA==",
        "PBKDF2WithHmacSHA512:10000000:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAA=="
      })
  void whatIsJustWithinBoundsIsRead(String text) {
    assertThat(PasswordHashes.parse(text).orElseThrow().text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2a$19$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$argon2id$v=19$m=262145,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=19456,t=2,p=17$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=7,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=16$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=19456,t=2,p=1$A$AAAAAAAAAAAAAAAAAAAAAA",
        "PBKDF2WithHmacSHA512:10000001:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAA==",
        "PBKDF2WithHmacSHA512:210000:AAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAA==",
        "PBKDF2WithHmacSHA512:210000:AAAAA:AAAAAAAAAAAAAAAAAAAAAA=="
      })
  void whatIsJustOutOfBoundsIsNone(String text) {
    assertThat(PasswordHashes.parse(text)).isEmpty();
  }
}
