package io.sallyport.internal.startup;

import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Optional;

/** What a setting names by a class of the application's: a check of passwords, a store. */
final class NamedClass<T> {

  private final Class<T> type;
  private final Setting setting;
  private final Problems problems;

  /**
   * A finder.
   *
   * @param type what the class must be
   * @param setting where it is named, for the problems
   */
  NamedClass(Class<T> type, Setting setting, Problems problems) {
    this.type = type;
    this.setting = setting;
    this.problems = problems;
  }

  /** An instance; a problem if there cannot be one. */
  Optional<T> find(String className) {
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
    return loader == null ? NamedClass.class.getClassLoader() : loader;
  }

  private Optional<T> make(Class<?> named) {
    String name = named.getName();
    if (!type.isAssignableFrom(named)) {
      return problem(name, "no " + type.getName() + "; make the class implement it");
    }
    try {
      if (!Modifier.isPublic(named.getModifiers()) || Modifier.isAbstract(named.getModifiers())) {
        return problem(name, "not public, or abstract; make it a public class");
      }
      return Optional.of(type.cast(named.getConstructor().newInstance()));
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

  private Optional<T> problem(String className, String rest) {
    problems.add(setting, "is \"" + className + "\", " + rest);
    return Optional.empty();
  }
}
