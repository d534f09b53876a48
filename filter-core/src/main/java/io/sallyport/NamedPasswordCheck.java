package io.sallyport;

import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.spi.PasswordCheck;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Optional;

/** The application's own check of passwords, which a setting names by its class. */
final class NamedPasswordCheck {

  private final Problems problems;

  NamedPasswordCheck(Problems problems) {
    this.problems = problems;
  }

  /** An instance; a problem if there cannot be one. */
  Optional<PasswordCheck> find(String className) {
    try {
      return make(Class.forName(className, true, applications()));
    } catch (ClassNotFoundException e) {
      return problem(className, "no class of the application; put it into WEB-INF/classes or lib");
    } catch (LinkageError e) {
      return problem(className, "a class that cannot be loaded (" + e + "); mend it");
    }
  }

  private static ClassLoader applications() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? NamedPasswordCheck.class.getClassLoader() : loader;
  }

  private Optional<PasswordCheck> make(Class<?> named) {
    String name = named.getName();
    if (!PasswordCheck.class.isAssignableFrom(named)) {
      return problem(name, "no io.sallyport.spi.PasswordCheck; make the class implement it");
    }
    try {
      if (!Modifier.isPublic(named.getModifiers()) || Modifier.isAbstract(named.getModifiers())) {
        return problem(name, "not public, or abstract; make it a public class");
      }
      return Optional.of((PasswordCheck) named.getConstructor().newInstance());
    } catch (NoSuchMethodException e) {
      return problem(name, "without a public constructor that takes nothing; give it one");
    } catch (InvocationTargetException e) {
      // Its class only: what an application says may be a secret.
      Throwable thrown = e.getCause() == null ? e : e.getCause();
      return problem(
          name, "and its constructor throws " + thrown.getClass().getName() + "; mend it");
    } catch (InstantiationException | IllegalAccessException e) {
      return problem(name, "not to be made (" + e.getClass().getSimpleName() + "); make it public");
    }
  }

  private Optional<PasswordCheck> problem(String className, String rest) {
    problems.add(Setting.LOGIN_CREDENTIALS, "is \"" + className + "\", " + rest);
    return Optional.empty();
  }
}
