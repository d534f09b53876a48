package io.sallyport.internal.startup;

import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Looks up a data source that a setting names, once at the start. Does not connect to it. */
final class NamedDataSource {

  private static final String REMEDY =
      "; declare it as a <resource-ref> in web.xml and as a resource of the server";

  private NamedDataSource() {}

  /** The data source, if the setting is set. An unknown name is a problem. */
  static Optional<DataSource> find(Optional<String> name, Setting setting, Problems problems) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String about = "\"" + name.get() + "\" is not valid: ";
    try {
      Object found = lookUp(name.get());
      if (found instanceof DataSource) {
        return Optional.of((DataSource) found);
      }
      problems.add(
          setting,
          about + "the JNDI name has another type (" + found.getClass().getName() + ")" + REMEDY);
    } catch (NamingException e) {
      problems.add(setting, about + "no such JNDI name" + REMEDY);
    }
    return Optional.empty();
  }

  // The deployer chose the name, and it cannot be a remote address.
  @SuppressWarnings("BanJNDI")
  private static Object lookUp(String name) throws NamingException {
    Context context = new InitialContext();
    try {
      Object found = context.lookup(name);
      if (found == null) {
        throw new NamingException("nothing there");
      }
      return found;
    } finally {
      context.close();
    }
  }
}
