package io.sallyport.internal.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a nested property of a value by map keys and public getters, such as {@code
 * user.account.login}. Methods are cached per class in a way that does not prevent an undeployed
 * application from being unloaded.
 */
final class PropertyPath {

  private final List<String> names;
  private final ClassValue<Map<String, Optional<Method>>> getters =
      new ClassValue<>() {
        @Override
        protected Map<String, Optional<Method>> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private PropertyPath(List<String> names) {
    this.names = List.copyOf(names);
  }

  static PropertyPath parse(String text) {
    return new PropertyPath(List.of(text.split("\\.")));
  }

  /**
   * Reads the property's value; null if there is none.
   *
   * @throws UnreadablePropertyException if a getter fails
   */
  @Nullable Object read(Object start) throws UnreadablePropertyException {
    Object value = start;
    for (String name : names) {
      if (value == null) {
        return null;
      }
      value = value instanceof Map ? ((Map<?, ?>) value).get(name) : call(value, name);
    }
    return value;
  }

  private @Nullable Object call(Object bean, String name) throws UnreadablePropertyException {
    Optional<Method> getter =
        getters.get(bean.getClass()).computeIfAbsent(name, key -> find(bean.getClass(), key));
    try {
      return getter.isEmpty() ? null : getter.get().invoke(bean);
    } catch (InvocationTargetException | IllegalAccessException e) {
      throw new UnreadablePropertyException(bean.getClass(), name, e);
    }
  }

  private static Optional<Method> find(Class<?> type, String property) {
    String capital = Character.toUpperCase(property.charAt(0)) + property.substring(1);
    for (String name : new String[] {"get" + capital, "is" + capital, property}) {
      try {
        Method method = type.getMethod(name);
        // A public method of a class that is not public needs this to be called.
        if (method.getReturnType() != void.class && method.trySetAccessible()) {
          return Optional.of(method);
        }
      } catch (NoSuchMethodException e) {
        // The next name is tried.
      }
    }
    return Optional.empty();
  }

  /** A getter of the application failed. The message contains class and property, no value. */
  static final class UnreadablePropertyException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadablePropertyException(Class<?> type, String property, Exception cause) {
      super(type.getName() + "." + property + ": " + rootOf(cause));
    }

    private static String rootOf(Exception cause) {
      Throwable root = cause.getCause() == null ? cause : cause.getCause();
      return root.getClass().getName();
    }
  }
}
