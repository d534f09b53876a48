package io.sallyport.internal.container;

import io.sallyport.internal.request.DispatchFilter;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Keeps Tomcat from changing the session ID when a caller is registered. Each request with a token
 * registers a caller, and would change the ID of a session whose cookie is sent along. Every login
 * still changes the ID: our login does so itself, and {@link DispatchFilter} does so for the
 * application's own {@code request.login()}.
 */
public final class TomcatSessionIds {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final Optional<TomcatAuthenticator> authenticator;
  private final Optional<Boolean> before;

  private TomcatSessionIds(Optional<TomcatAuthenticator> authenticator, Optional<Boolean> before) {
    this.authenticator = authenticator;
    this.before = before;
  }

  /** Sets the option; does nothing on other servers. */
  public static TomcatSessionIds begin(ServletContext application) {
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
    return new TomcatSessionIds(found, before);
  }

  public Optional<TomcatAuthenticator> authenticator() {
    return authenticator;
  }

  /** Restores the option: the next application that is deployed may use the same valve. */
  public void end() {
    before.ifPresent(change -> authenticator.ifPresent(valve -> valve.changeSessionIds(change)));
  }
}
