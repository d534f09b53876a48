package io.sallyport;

import io.sallyport.internal.engine.CredentialSource;
import io.sallyport.internal.session.AdoptedAttribute;
import io.sallyport.internal.session.SessionLimits;
import io.sallyport.internal.session.SessionLogin;
import io.sallyport.internal.session.SessionSource;
import io.sallyport.internal.session.SessionWatch;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import java.time.Clock;
import java.util.Optional;

/** The parts that know callers by session. In mode {@code jwt} there are none. */
final class SessionAssembly {

  private final Optional<CredentialSource> source;
  private final Optional<SessionLogin> login;
  private final Optional<SessionWatch> watch;

  private SessionAssembly(Settings settings, Clock clock, FrontDoor door) {
    if (settings.text(Setting.AUTH_MODE).equals("jwt")) {
      this.source = Optional.empty();
      this.login = Optional.empty();
      this.watch = Optional.empty();
      return;
    }
    SessionLimits limits =
        SessionLimits.of(
            settings.findDuration(Setting.MAX_INACTIVE_INTERVAL),
            settings.findDuration(Setting.MAX_AGE),
            clock);
    Optional<AdoptedAttribute> adopted =
        settings
            .find(Setting.PRINCIPAL_ATTRIBUTE)
            .map(
                attribute ->
                    AdoptedAttribute.of(
                        attribute,
                        settings.find(Setting.PRINCIPAL_PROPERTY),
                        settings.find(Setting.ROLES_PROPERTY),
                        IssuerAssembly.roleNames(settings)));
    this.source =
        Optional.of(
            door.isContainerWide()
                ? SessionSource.withoutContainer(limits, adopted)
                : SessionSource.of(limits, adopted));
    this.login = Optional.of(SessionLogin.of(limits, adopted));
    boolean idChanges = settings.isOn(Setting.CHANGE_SESSION_ID);
    // A container that asks us must be told of the application's login in any case.
    this.watch =
        idChanges || door.isContainerWide()
            ? adopted.map(attribute -> SessionWatch.of(attribute, limits, idChanges))
            : Optional.empty();
  }

  static SessionAssembly of(Settings settings, StartupReport report, Clock clock, FrontDoor door) {
    settings
        .find(Setting.PRINCIPAL_ATTRIBUTE)
        .ifPresent(attribute -> report.line("adopted", "session attribute " + attribute));
    return new SessionAssembly(settings, clock, door);
  }

  Optional<CredentialSource> source() {
    return source;
  }

  Optional<SessionLogin> login() {
    return login;
  }

  Optional<SessionWatch> watch() {
    return watch;
  }
}
