package com.example.expenses.launch;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;

/** Provides the data source {@code jdbc/expenses} by JNDI. */
public final class NodeNaming implements InitialContextFactory {

  /** For JNDI. */
  public NodeNaming() {}

  @Override
  public Context getInitialContext(Hashtable<?, ?> environment) {
    return (Context)
        Proxy.newProxyInstance(
            NodeNaming.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              if (method.getName().equals("lookup") && "jdbc/expenses".equals(arguments[0])) {
                return NodeDatabase.at(Options.parse().database());
              }
              throw new NameNotFoundException("only jdbc/expenses is available by JNDI");
            });
  }
}
