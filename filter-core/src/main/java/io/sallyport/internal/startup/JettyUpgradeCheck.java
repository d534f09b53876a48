package io.sallyport.internal.startup;

import io.sallyport.internal.container.JettyFilterOrder;
import io.sallyport.internal.container.ServerKind;
import io.sallyport.internal.descriptor.FilterMapping;
import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.settings.Problems;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes sure that our filter handles WebSocket handshakes on Jetty before an endpoint does. If that
 * is impossible, the application does not start.
 */
final class JettyUpgradeCheck {

  // Registers its filter with the first endpoint, which may be added after our filter has started.
  private static final String JETTYS_OWN_API = ".websocket.server.JettyWebSocketServerContainer";

  private final ServletContext application;
  private final WebXml webXml;
  private final String ours;

  JettyUpgradeCheck(ServletContext application, WebXml webXml, String filterName) {
    this.application = application;
    this.webXml = webXml;
    this.ours = filterName;
  }

  /** Runs the check. Does nothing on servers other than Jetty. */
  void run(Problems problems, StartupReport report) {
    if (ServerKind.of(application) != ServerKind.JETTY) {
      return;
    }
    JettyFilterOrder order = JettyFilterOrder.of(application, ours);
    JettyFilterOrder.Place place = order.moveBehind();
    if (place == JettyFilterOrder.Place.NONE) {
      warnOfLateEndpoints(report);
    } else if (place == JettyFilterOrder.Place.BEHIND) {
      report.line("websocket", "Jetty handles WebSocket handshakes after Sallyport");
    } else if (!isDeclaredBehind(order.upgradeFilters())) {
      problems.add(
          "Jetty handles WebSocket handshakes before the filter \""
              + ours
              + "\", so that endpoints would be permitted to anonymous callers, and the order of filters"
              + " cannot be changed here; "
              + declaration(order.upgradeFilters().iterator().next()));
    }
  }

  private void warnOfLateEndpoints(StartupReport report) {
    for (String attribute : Collections.list(application.getAttributeNames())) {
      if (attribute.endsWith(JETTYS_OWN_API)) {
        String upgrade =
            attribute.substring(0, attribute.length() - JETTYS_OWN_API.length())
                + ".websocket.servlet.WebSocketUpgradeFilter";
        report.warning(
            "WebSocket endpoints that a servlet adds by Jetty's own API"
                + " (JettyWebSocketServerContainer.addMapping) are handled before Sallyport; if the"
                + " application has one, "
                + declaration(upgrade));
      }
    }
  }

  // Jetty adds no upgrade filter of its own if each of them is declared.
  private boolean isDeclaredBehind(Set<String> upgradeFilters) {
    List<String> names =
        webXml.filterMappings().stream()
            .map(FilterMapping::filterName)
            .collect(Collectors.toList());
    int last = names.lastIndexOf(ours);
    return last >= 0 && upgradeFilters.stream().allMatch(upgrade -> names.indexOf(upgrade) > last);
  }

  private static String declaration(String upgrade) {
    return "add to web.xml, after Sallyport's <filter-mapping>: <filter><filter-name>"
        + upgrade
        + "</filter-name><filter-class>"
        + upgrade
        + "</filter-class><async-supported>true</async-supported></filter><filter-mapping>"
        + "<filter-name>"
        + upgrade
        + "</filter-name><url-pattern>/*</url-pattern></filter-mapping>";
  }
}
