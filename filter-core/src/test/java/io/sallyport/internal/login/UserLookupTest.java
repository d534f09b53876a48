package io.sallyport.internal.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.password.PasswordHashes;
import io.sallyport.spi.PasswordCheck;
import io.sallyport.spi.UserLookup;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

/** The look-up of a user without a password in each user store. */
class UserLookupTest {

  @Test
  void usersFileFindsUsersAndRoles() throws Exception {
    UsersFile file = UsersFile.parse("ann=" + UsersFileTest.HASH + " boss,clerk");
    assertThat(file.isFinding()).isTrue();
    assertThat(file.find("ann").roles()).containsExactlyInAnyOrder("boss", "clerk");
    assertThat(file.find("Ann").isActive()).isFalse();
    assertThat(file.find("Ann").isUnsupported()).isFalse();
  }

  @Test
  void databaseFindsUsersWithAHash() throws Exception {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table users (name varchar(40), hash varchar(200), on_ boolean)");
      statement.execute("insert into users values ('Ann', '" + UsersFileTest.HASH + "', true)");
      statement.execute("insert into users values ('Ben', '" + UsersFileTest.HASH + "', false)");
      statement.execute("insert into users values ('Eve', '!', true)");
      JdbcCheck check =
          JdbcCheck.of(
              pool,
              JdbcQueries.of(
                  "select hash, name from users where lower(name) = lower(?) and on_",
                  Optional.of("select 'boss' where 'Ann' = ?"),
                  Optional.empty()),
              PasswordHashes.of(Optional.empty()));
      assertThat(check.isFinding()).isTrue();
      assertThat(check.find("ann").name()).isEqualTo("Ann");
      assertThat(check.find("ann").roles()).isEqualTo(Set.of("boss"));
      assertThat(check.find("Ben").isActive()).isFalse();
      assertThat(check.find("Eve").isActive()).isFalse();
      assertThat(check.find("nobody").isActive()).isFalse();
      assertThat(check.find("a\0").isActive()).isFalse();
    } finally {
      pool.dispose();
    }
  }

  @Test
  void checkWithoutLookupIsUnsupported() {
    PasswordCheck without = (name, password) -> Optional.<AuthPrincipal>empty();
    assertThat(ApplicationCheck.of(without).isFinding()).isFalse();
    assertThat(ApplicationCheck.of(without).find("ann").isUnsupported()).isTrue();
    PasswordCheck with =
        new PasswordCheck() {
          @Override
          public Optional<AuthPrincipal> check(String name, String password) {
            return Optional.empty();
          }

          @Override
          public UserLookup find(String name) {
            return UserLookup.active(name, Set.of("boss"));
          }
        };
    assertThat(ApplicationCheck.of(with).isFinding()).isTrue();
    assertThat(ApplicationCheck.of(with).find("ann").isActive()).isTrue();
  }
}
