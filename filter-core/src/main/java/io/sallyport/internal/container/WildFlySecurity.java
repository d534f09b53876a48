package io.sallyport.internal.container;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/**
 * What WildFly's management tells about the security of an application: whether callers must be
 * known to the server's own realm as well ({@code integrated-jaspi}). Tells nothing on other
 * servers.
 */
public final class WildFlySecurity implements NotificationListener, AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private static final String STATE_BEAN = "jboss.root:type=state";
  private static final String STARTING = "starting";

  private final MBeanServer server;
  private final String domain;
  private final Runnable integrated;
  private final AtomicBoolean asked = new AtomicBoolean();

  private WildFlySecurity(MBeanServer server, String domain, Runnable integrated) {
    this.server = server;
    this.domain = domain;
    this.integrated = integrated;
  }

  /**
   * Asks as soon as the server can tell: now, or for what is deployed while it starts, once it has
   * started. Until then it knows no attribute, and logs an error of its own for asking.
   *
   * @param domain the application's security domain
   * @param integrated what to do if callers must be known to the server
   */
  public static WildFlySecurity watch(String domain, Runnable integrated) {
    WildFlySecurity security =
        new WildFlySecurity(ManagementFactory.getPlatformMBeanServer(), domain, integrated);
    security.begin();
    return security;
  }

  private void begin() {
    try {
      ObjectName state = new ObjectName(STATE_BEAN);
      if (!server.isRegistered(state)) {
        return;
      }
      server.addNotificationListener(state, this, null, null);
      askUnlessStarting();
    } catch (JMException e) {
      LOGGER.log(Level.DEBUG, "WildFly server state cannot be read: {0}", e.toString());
    }
  }

  /** For the server: its state has changed. */
  @Override
  public void handleNotification(Notification notification, Object handback) {
    askUnlessStarting();
  }

  private void askUnlessStarting() {
    try {
      Object state = server.getAttribute(new ObjectName(STATE_BEAN), "ProcessState");
      if (!STARTING.equals(state) && asked.compareAndSet(false, true) && isIntegrated()) {
        integrated.run();
      }
    } catch (JMException e) {
      LOGGER.log(Level.DEBUG, "WildFly integrated-jaspi cannot be read: {0}", e.toString());
    }
  }

  private boolean isIntegrated() throws JMException {
    ObjectName mapping =
        new ObjectName("jboss.as:subsystem=undertow,application-security-domain=" + domain);
    return Boolean.TRUE.equals(server.getAttribute(mapping, "integratedJaspi"));
  }

  /** Asks no more; nothing of ours stays with the server. */
  @Override
  public void close() {
    try {
      ObjectName state = new ObjectName(STATE_BEAN);
      if (server.isRegistered(state)) {
        server.removeNotificationListener(state, this);
      }
    } catch (JMException e) {
      LOGGER.log(Level.DEBUG, "WildFly listener not removed: {0}", e.toString());
    }
  }
}
