package io.sallyport.test;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** An object whose every method throws an exception with the name of the method. */
final class Unsupported {

  private Unsupported() {}

  static <T> T of(Class<T> type) {
    return proxy(
        type,
        (proxy, called, arguments) -> {
          throw new UnsupportedOperationException(called.getName());
        });
  }

  static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Unsupported.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
