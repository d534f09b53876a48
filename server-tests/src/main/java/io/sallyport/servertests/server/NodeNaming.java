package io.sallyport.servertests.server;

import java.lang.reflect.Proxy;
import java.sql.DriverManager;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import javax.sql.DataSource;

/**
 * Names one data source, as a server with a naming service does: what the system property {@code
 * node.database} says. Each connection is new, so that no pool hides what the database does.
 */
public final class NodeNaming implements InitialContextFactory {

  /** For JNDI. */
  public NodeNaming() {}

  @Override
  public Context getInitialContext(Hashtable<?, ?> environment) {
    return proxy(
        Context.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("lookup") && "jdbc/app".equals(arguments[0])) {
            return dataSource();
          }
          if (method.getName().equals("close")) {
            return null;
          }
          throw new NameNotFoundException(String.valueOf(arguments[0]));
        });
  }

  private static DataSource dataSource() {
    String url = System.getProperty("node.database");
    return proxy(DataSource.class, (proxy, method, arguments) -> DriverManager.getConnection(url));
  }

  private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(NodeNaming.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
