package io.sallyport.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.spi.PasswordCheck;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.test.FakeRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationCheckTest {

  private static Optional<AuthPrincipal> login(PasswordCheck check, String name, String password) {
    return ApplicationCheck.of(check).check(FakeRequest.post("/"), name, password);
  }

  @Test
  void callerHasSourceSession() {
    PasswordCheck check =
        (name, password) ->
            Optional.of(AuthPrincipal.ofToken("Ann", List.of("boss"), Map.of("iss", "x")));
    assertThat(login(check, "ann", " p "))
        .contains(AuthPrincipal.of("Ann", List.of("boss"), AuthSource.SESSION));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\0", "\ud800"})
  void invalidNameIsNotChecked(String name) {
    PasswordCheck check =
        (asked, password) -> {
          throw new AssertionError("asked");
        };
    assertThat(login(check, name, "p")).isEmpty();
    assertThat(login(check, "a".repeat(1025), "p")).isEmpty();
    assertThat(login(check, "ann", "p".repeat(1025))).isEmpty();
    assertThat(login(check, "ann", "p\0")).isEmpty();
  }

  @Test
  void exceptionIsAnOutageWithoutItsMessage() {
    assertThatThrownBy(
            () ->
                login(
                    (name, password) -> {
                      throw new IllegalStateException(password);
                    },
                    "ann",
                    "pass-word"))
        .isInstanceOf(CredentialOutageException.class)
        .hasMessageContaining("java.lang.IllegalStateException at ")
        .hasNoCause()
        .message()
        .doesNotContain("pass-word");
    assertThatThrownBy(
            () ->
                login(
                    (name, password) -> {
                      throw new StoreUnavailableException("the staff list is unavailable");
                    },
                    "ann",
                    "p"))
        .isInstanceOf(CredentialOutageException.class)
        .hasMessage("the staff list is unavailable");
  }

  @Test
  @SuppressWarnings("NullOptional") // Applications may do this.
  void nullIsAnOutage() {
    assertThatThrownBy(() -> login((name, password) -> null, "ann", "p"))
        .isInstanceOf(CredentialOutageException.class)
        .hasMessageEndingWith(" returned null");
  }
}
