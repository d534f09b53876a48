package io.sallyport.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormerNamesTest {

  private static final Map<String, String> NONE = Map.of();

  @ParameterizedTest
  @CsvSource({
    "auth.jwt.allow-missing-id, auth.jwt.allow-missing-jti",
    "auth.jwt.require-bound, auth.jwt.require-certificate-binding",
    "auth.jwt.verified-cache-max, auth.jwt.max-cached-tokens",
    "auth.login.credentials, auth.login.user-store",
    "auth.login.hash, auth.login.hash-algorithm",
    "auth.login.max-concurrent, auth.login.max-concurrent-checks",
    "auth.login.return-parameter, auth.login.return-url-parameter",
    "auth.session.allow-unseen-login, auth.session.allow-unobserved-login",
    "auth.session.maximum-sessions, auth.session.max-sessions"
  })
  void formerNameStopsTheStartAndNamesTheNewOne(String former, String current) {
    String hint = " \"" + former + "\"; did you mean \"" + current + "\"?";
    Map<String, String> named = Map.of(former, "x");
    assertThat(problems(named, NONE, NONE, NONE)).containsExactly("unknown parameter" + hint);
    assertThat(problems(NONE, named, NONE, NONE)).containsExactly("unknown parameter" + hint);
    String outside = "unknown system property or environment variable" + hint;
    assertThat(problems(NONE, NONE, named, NONE)).containsExactly(outside);
    assertThat(problems(NONE, NONE, NONE, Map.of(variable(former), "x"))).containsExactly(outside);
  }

  @Test
  void allFormerNamesAreTried() throws Exception {
    CsvSource rows =
        FormerNamesTest.class
            .getDeclaredMethod(
                "formerNameStopsTheStartAndNamesTheNewOne", String.class, String.class)
            .getAnnotation(CsvSource.class);
    assertThat(FormerNames.all())
        .containsExactlyInAnyOrderElementsOf(
            Set.of(rows.value()).stream().map(row -> row.split(",", -1)[0]).toList());
  }

  @Test
  void noFormerNameIsASetting() {
    for (Setting setting : Setting.values()) {
      assertThat(FormerNames.findNewName(setting.parameter())).isEqualTo(Optional.empty());
    }
  }

  private static String variable(String name) {
    return name.replace('.', '_').replace('-', '_').toUpperCase(java.util.Locale.ROOT);
  }

  private static Iterable<String> problems(
      Map<String, String> filter,
      Map<String, String> context,
      Map<String, String> properties,
      Map<String, String> environment) {
    Map<String, String> own = new HashMap<>(filter);
    own.put("auth.mode", "session");
    Problems problems = new Problems();
    Settings.load(ParameterSource.of(own, context, properties, environment), problems);
    return problems.sentences();
  }
}
