package io.sallyport.internal.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.ReducedClassPath;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.login.JdbcCheck;
import io.sallyport.internal.login.JdbcQueries;
import io.sallyport.internal.login.UsersFile;
import io.sallyport.internal.login.UsersFormatException;
import io.sallyport.test.FakeRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/**
 * Without the optional library, everything that does not need it works, and the rest reports it.
 */
class WithoutBouncyCastleTest {

  private static final String HASH =
      "PBKDF2WithHmacSHA256:4096:c2FsdFNBTFRzYWx0U0FMVHNhbHRTQUxUc2FsdFNBTFRzYWx0:"
          + "NIyJ28vTKy8y2BS4EW6EzysXNH68GAAYHE4qH7jdU+E=";

  private static final String BCRYPT =
      "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i";

  @Test
  void missingLibraryIsReported() throws Exception {
    assertThat(ReducedClassPath.run(Inside.class, "", "bcprov")).isEqualTo("as it should be");
  }

  /** Runs in a class loader without the library. */
  public static final class Inside implements UnaryOperator<String> {

    public Inside() {}

    @Override
    public String apply(String ignored) {
      try {
        assertThat(HashAlgorithm.PBKDF2.findMissing()).isEmpty();
        for (HashAlgorithm optional : List.of(HashAlgorithm.BCRYPT, HashAlgorithm.ARGON2ID)) {
          assertThat(optional.findMissing().orElseThrow())
              .contains("org.bouncycastle:bcprov-jdk18on:1.87")
              .contains("WEB-INF/lib");
        }
        usersFile();
        database();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return "as it should be";
    }

    private static void usersFile() throws Exception {
      assertThat(
              UsersFile.parse("ann=" + HASH)
                  .check(FakeRequest.post("/"), "ann", "passwordPASSWORDpassword"))
          .isPresent();
      try {
        UsersFile.parse("ann=" + BCRYPT);
        throw new AssertionError("must not be read");
      } catch (UsersFormatException e) {
        assertThat(e).hasMessageContaining("line 1: bcrypt needs org.bouncycastle:bcprov-jdk18on");
      }
    }

    private static void database() throws Exception {
      JdbcDataSource database = new JdbcDataSource();
      database.setURL("jdbc:h2:mem:without;DB_CLOSE_DELAY=-1");
      try (var connection = database.getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create table users (name varchar(40), hash varchar(200))");
        statement.execute("insert into users values ('ann', '" + BCRYPT + "')");
        statement.execute("insert into users values ('ben', '" + HASH + "')");
      }
      JdbcCheck check =
          JdbcCheck.of(
              database,
              JdbcQueries.of(
                  "select hash from users where name = ?", Optional.empty(), Optional.empty()),
              PasswordHashes.of(Optional.empty()));
      assertThat(check.check(FakeRequest.post("/"), "ben", "passwordPASSWORDpassword")).isPresent();
      // The password may be correct, so it is not reported as wrong. An unknown name gets the same
      // answer.
      for (String name : List.of("ann", "nobody")) {
        try {
          check.check(FakeRequest.post("/"), name, "abc");
          throw new AssertionError("nothing can be said about " + name);
        } catch (CredentialOutageException e) {
          assertThat(e).hasMessageContaining("bcrypt needs org.bouncycastle:bcprov-jdk18on");
        }
      }
      assertThat(check.check(FakeRequest.post("/"), "ben", "wrong")).isEmpty();
      assertThat(check.check(FakeRequest.post("/"), "nobody", "wrong")).isEmpty();
    }
  }
}
