package io.sallyport.internal.container;

import io.sallyport.internal.request.DispatchFilter;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * What Tomcat is told about one application while it runs: that a session keeps its id when a
 * caller is reported. Each request with a token reports one, and would rename a session whose
 * cookie comes with it. Every login changes the id all the same: ours does it itself, and {@link
 * DispatchFilter} does it for the application's own {@code request.login()}.
 */
public final class TomcatSession {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final Optional<TomcatAuthenticator> authenticator;
  private final Optional<Boolean> before;

  private TomcatSession(Optional<TomcatAuthenticator> authenticator, Optional<Boolean> before) {
    this.authenticator = authenticator;
    this.before = before;
  }

  /** Does nothing on other servers. */
  public static TomcatSession begin(ServletContext application) {
    boolean tomcat =
        TomcatAuthenticator.isExpected(application)
            && ServerKind.of(application) != ServerKind.GLASSFISH;
    Optional<TomcatAuthenticator> found =
        tomcat ? TomcatAuthenticator.find(application) : Optional.empty();
    Optional<Boolean> before = found.flatMap(valve -> valve.changeSessionIds(false));
    if (tomcat && before.isEmpty()) {
      LOGGER.log(
          Level.WARNING,
          "Tomcat's MBeans are off: after a reload of the application every request gets 403 until"
              + " the application is deployed again, and a token together with a session cookie"
              + " changes the session ID; to keep the ID, add to META-INF/context.xml: <Valve"
              + " className=\"org.apache.catalina.authenticator.NonLoginAuthenticator\""
              + " changeSessionIdOnAuthentication=\"false\"/>");
    }
    return new TomcatSession(found, before);
  }

  public Optional<TomcatAuthenticator> authenticator() {
    return authenticator;
  }

  /** Leaves Tomcat as it was: the valve may be used by what is deployed next. */
  public void end() {
    before.ifPresent(change -> authenticator.ifPresent(valve -> valve.changeSessionIds(change)));
  }
}
