package io.sallyport.internal.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.spi.PasswordCheck;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedClassTest {

  private final Problems problems = new Problems();

  private Optional<PasswordCheck> find(String className) {
    return new NamedClass<>(PasswordCheck.class, Setting.LOGIN_USER_STORE, problems)
        .find(className);
  }

  @Test
  void instanceOfValidClassIsUsed() {
    PasswordCheck check = find(Good.class.getName()).orElseThrow();
    assertThat(check.check("ann", "x")).isPresent();
    assertThat(problems.sentences()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "com.example.NotThere        | class not found; put it into WEB-INF/classes or WEB-INF/lib",
        "java.lang.String            | class does not implement io.sallyport.spi.PasswordCheck; implement it",
        "NamedClassTest$Hidden   | make it a public class",
        "NamedClassTest$Half     | make it a public class",
        "NamedClassTest$Asking   | has no public constructor without parameters; add one",
        "NamedClassTest$Private  | has no public constructor without parameters; add one",
        "NamedClassTest$Throwing | throws java.lang.IllegalStateException; correct it",
        "NamedClassTest$Broken   | cannot be loaded (java.lang.ExceptionInInitializerError); correct it"
      })
  void problemIsReportedWithFix(String shortName, String remedy) {
    String name =
        shortName.startsWith("Named")
            ? NamedClassTest.class.getPackageName() + "." + shortName
            : shortName;
    assertThat(find(name)).isEmpty();
    assertThat(problems.sentences())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem)
                    .startsWith("auth.login.user-store: \"" + name + "\" is not valid: ")
                    .endsWith(remedy)
                    .doesNotContain("s3cret"));
  }

  @Test
  void classIsLoadedFromTheApplication() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // As on an application server: the library may be shared, and the class is in the WAR.
    ClassLoader war = new War(before);
    thread.setContextClassLoader(war);
    try {
      assertThat(find(Good.class.getName()).orElseThrow().getClass().getClassLoader())
          .isSameAs(war);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Has its own copy of the class. */
  private static final class War extends ClassLoader {

    private War(ClassLoader server) {
      super(server);
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
      if (!name.equals(Good.class.getName())) {
        return super.loadClass(name);
      }
      try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = code.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  public static final class Good implements PasswordCheck {

    @Override
    public Optional<AuthPrincipal> check(String name, String password) {
      return Optional.of(AuthPrincipal.of(name, List.of(), AuthSource.SESSION));
    }
  }

  static final class Hidden implements PasswordCheck {

    public Hidden() {}

    @Override
    public Optional<AuthPrincipal> check(String name, String password) {
      return Optional.empty();
    }
  }

  public abstract static class Half implements PasswordCheck {}

  public static final class Asking implements PasswordCheck {

    public Asking(String what) {}

    @Override
    public Optional<AuthPrincipal> check(String name, String password) {
      return Optional.empty();
    }
  }

  public static final class Private implements PasswordCheck {

    private Private() {}

    @Override
    public Optional<AuthPrincipal> check(String name, String password) {
      return Optional.empty();
    }
  }

  public static final class Throwing implements PasswordCheck {

    public Throwing() {
      throw new IllegalStateException("s3cret");
    }

    @Override
    public Optional<AuthPrincipal> check(String name, String password) {
      return Optional.empty();
    }
  }

  public static final class Broken implements PasswordCheck {

    private static final String WHERE = where();

    private static String where() {
      throw new IllegalStateException("s3cret");
    }

    @Override
    public Optional<AuthPrincipal> check(String name, String password) {
      return Optional.of(AuthPrincipal.of(WHERE, List.of(), AuthSource.SESSION));
    }
  }
}
