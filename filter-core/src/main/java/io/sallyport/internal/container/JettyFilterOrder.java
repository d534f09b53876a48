package io.sallyport.internal.container;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads and corrects the order in which Jetty runs the filters of one application. Jetty puts its
 * own filter, which answers WebSocket handshakes, before all others unless web.xml declares it
 * under its class name. Without the correction, WebSocket endpoints are open to anonymous callers.
 *
 * <p>Jetty is called by reflection, so that other servers need no class of it. Assumes that this
 * one filter serves all endpoints of Jakarta WebSocket, and that it exists before any other filter
 * starts: endpoints that are added later find it by its name and add no second filter.
 */
public final class JettyFilterOrder {

  /** The position of Jetty's filter. */
  public enum Place {
    /** There is no such filter. */
    NONE,
    /** After our filter. */
    BEHIND,
    /** Before our filter, or the position cannot be read. */
    BEFORE
  }

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final ServletContext application;
  private final String ours;

  private JettyFilterOrder(ServletContext application, String ours) {
    this.application = application;
    this.ours = ours;
  }

  /**
   * Returns the order relative to one of our filters.
   *
   * @param ours the name of our filter
   */
  public static JettyFilterOrder of(ServletContext application, String ours) {
    return new JettyFilterOrder(application, ours);
  }

  /** Returns the names of Jetty's filter, which may be declared several times. */
  public Set<String> upgradeFilters() {
    Set<String> names = new TreeSet<>();
    for (Map.Entry<String, ? extends FilterRegistration> filter :
        application.getFilterRegistrations().entrySet()) {
      String type = String.valueOf(filter.getValue().getClassName());
      if (type.startsWith("org.eclipse.jetty.") && type.endsWith(".WebSocketUpgradeFilter")) {
        names.add(filter.getKey());
      }
    }
    return names;
  }

  /**
   * Moves Jetty's filter after the last mapping of ours. The order of other filters does not
   * change.
   */
  public Place moveBehind() {
    Set<String> upgrade = upgradeFilters();
    if (upgrade.isEmpty()) {
      return Place.NONE;
    }
    try {
      Object handler = call(application(), "getServletHandler");
      List<Object> mappings = mappings(handler);
      if (!isBehind(mappings, upgrade)) {
        set(handler, moved(mappings, upgrade));
      }
      return isBehind(mappings(handler), upgrade) ? Place.BEHIND : Place.BEFORE;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOGGER.log(Level.DEBUG, "Jetty filter order cannot be read: {0}", e.toString());
      return Place.BEFORE;
    }
  }

  // The first call is for Jetty 12 with Jakarta EE 10 and newer, the second for all others.
  private Object application() throws ReflectiveOperationException {
    try {
      return call(call(application, "getContext"), "getServletContextHandler");
    } catch (NoSuchMethodException e) {
      return call(application, "getContextHandler");
    }
  }

  private static List<Object> mappings(Object handler) throws ReflectiveOperationException {
    return List.of((Object[]) call(handler, "getFilterMappings"));
  }

  private boolean isBehind(List<Object> mappings, Set<String> upgrade)
      throws ReflectiveOperationException {
    boolean seen = false;
    for (Object mapping : mappings) {
      String name = name(mapping);
      if (seen && name.equals(ours)) {
        return false;
      }
      seen |= upgrade.contains(name);
    }
    return true;
  }

  private List<Object> moved(List<Object> mappings, Set<String> upgrade)
      throws ReflectiveOperationException {
    List<Object> moved = new ArrayList<>();
    List<Object> waiting = new ArrayList<>();
    int place = 0;
    for (Object mapping : mappings) {
      String name = name(mapping);
      if (upgrade.contains(name)) {
        waiting.add(mapping);
      } else {
        moved.add(mapping);
        place = name.equals(ours) ? moved.size() : place;
      }
    }
    moved.addAll(place, waiting);
    return moved;
  }

  private static void set(Object handler, List<Object> mappings)
      throws ReflectiveOperationException {
    Class<?> array = call(handler, "getFilterMappings").getClass();
    Object copy = Array.newInstance(array.getComponentType(), mappings.size());
    for (int i = 0; i < mappings.size(); i++) {
      Array.set(copy, i, mappings.get(i));
    }
    handler.getClass().getMethod("setFilterMappings", array).invoke(handler, copy);
  }

  private static String name(Object mapping) throws ReflectiveOperationException {
    return String.valueOf(call(mapping, "getFilterName"));
  }

  private static Object call(Object target, String method)
      throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
    return target.getClass().getMethod(method).invoke(target);
  }
}
