package io.sallyport.internal.startup;

import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Optional;

/**
 * Creates an instance of the application's class that a setting names, such as a password check or
 * a store.
 */
final class NamedClass<T> {

  private final Class<T> type;
  private final Setting setting;
  private final Problems problems;

  /**
   * Creates a finder.
   *
   * @param type the type that the class must have
   * @param setting the setting that names the class, for the problems
   */
  NamedClass(Class<T> type, Setting setting, Problems problems) {
    this.type = type;
    this.setting = setting;
    this.problems = problems;
  }

  /** An instance; empty if none can be created, which is reported as a problem. */
  Optional<T> find(String className) {
    try {
      return make(Class.forName(className, true, applications()));
    } catch (ClassNotFoundException e) {
      return problem(className, "class not found; put it into WEB-INF/classes or WEB-INF/lib");
    } catch (LinkageError e) {
      return problem(className, "class cannot be loaded (" + e + "); correct it");
    }
  }

  private static ClassLoader applications() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? NamedClass.class.getClassLoader() : loader;
  }

  private Optional<T> make(Class<?> named) {
    String name = named.getName();
    if (!type.isAssignableFrom(named)) {
      return problem(name, "class does not implement " + type.getName() + "; implement it");
    }
    try {
      if (!Modifier.isPublic(named.getModifiers()) || Modifier.isAbstract(named.getModifiers())) {
        return problem(name, "class is not public or is abstract; make it a public class");
      }
      return Optional.of(type.cast(named.getConstructor().newInstance()));
    } catch (NoSuchMethodException e) {
      return problem(name, "class has no public constructor without parameters; add one");
    } catch (InvocationTargetException e) {
      // Only the class of the exception: an application's message may contain a secret.
      Throwable thrown = e.getCause() == null ? e : e.getCause();
      return problem(name, "constructor throws " + thrown.getClass().getName() + "; correct it");
    } catch (InstantiationException | IllegalAccessException e) {
      return problem(
          name,
          "no instance can be created (" + e.getClass().getSimpleName() + "); make it public");
    }
  }

  private Optional<T> problem(String className, String rest) {
    problems.add(setting, "\"" + className + "\" is not valid: " + rest);
    return Optional.empty();
  }
}
