package io.sallyport.internal.startup;

import io.sallyport.internal.engine.CredentialSource;
import io.sallyport.internal.session.AdoptedAttribute;
import io.sallyport.internal.session.QuotaLimits;
import io.sallyport.internal.session.SessionLimits;
import io.sallyport.internal.session.SessionLogin;
import io.sallyport.internal.session.SessionLogout;
import io.sallyport.internal.session.SessionQuota;
import io.sallyport.internal.session.SessionRevocation;
import io.sallyport.internal.session.SessionSource;
import io.sallyport.internal.session.SessionWatch;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Builds the parts that authenticate callers by session. In mode {@code jwt} there are none. */
final class SessionAssembly {

  private final Optional<CredentialSource> source;
  private final Optional<SessionLogin> login;
  private final Optional<SessionWatch> watch;
  private final Optional<SessionQuota> quota;
  private final Optional<SessionRevocation> revocation;

  private SessionAssembly(StartupContext context, StoreAssembly stores) {
    Settings settings = context.settings();
    Clock clock = context.clock();
    DeploymentAssembly deployment = context.deployment();
    if (!settings.mode().hasSessions()) {
      this.source = Optional.empty();
      this.login = Optional.empty();
      this.watch = Optional.empty();
      this.quota = Optional.empty();
      this.revocation = Optional.empty();
      return;
    }
    SessionLimits limits =
        SessionLimits.of(
            settings.findDuration(Setting.MAX_INACTIVE_INTERVAL),
            settings.findDuration(Setting.MAX_AGE),
            clock);
    Optional<AdoptedAttribute> adopted = adopted(settings);
    SessionSource plain = source(SessionSource.of(limits, adopted), deployment);
    this.revocation = stores.revocations().map(list -> SessionRevocation.of(list, clock));
    this.source = Optional.of(revocation.map(plain::revocable).orElse(plain));
    this.quota = quota(settings, stores, clock);
    SessionLogin asked = SessionLogin.of(limits, adopted);
    SessionLogin unlimited =
        deployment.integration().isContainerWide() ? asked.withoutContainer() : asked;
    this.login = Optional.of(quota.map(unlimited::within).orElse(unlimited));
    boolean idChanges = settings.isOn(Setting.CHANGE_SESSION_ID);
    this.watch =
        adopted.map(
            attribute -> {
              SessionWatch plainWatch = SessionWatch.of(attribute, limits, idChanges);
              return quota.map(plainWatch::within).orElse(plainWatch);
            });
  }

  // If we report the caller to the container, the caller that it shows is our own result.
  private static SessionSource source(SessionSource asking, DeploymentAssembly deployment) {
    if (deployment.integration().isContainerWide()) {
      return asking.withoutContainer();
    }
    return deployment.server().keepsCallersOutsideSessions()
        ? asking.keptOutsideSessions()
        : asking;
  }

  private static Optional<AdoptedAttribute> adopted(Settings settings) {
    Optional<AdoptedAttribute> strict =
        settings
            .find(Setting.PRINCIPAL_ATTRIBUTE)
            .map(
                attribute ->
                    AdoptedAttribute.of(
                            attribute,
                            settings.find(Setting.PRINCIPAL_PROPERTY),
                            settings.find(Setting.ROLES_PROPERTY),
                            IssuerAssembly.roleNames(settings))
                        .authenticatedBy(settings.find(Setting.AUTHENTICATED_PROPERTY)));
    return settings.isOn(Setting.ALLOW_UNOBSERVED_LOGIN)
        ? strict.map(AdoptedAttribute::allowingUnobservedLogin)
        : strict;
  }

  private static Optional<SessionQuota> quota(
      Settings settings, StoreAssembly stores, Clock clock) {
    if (!settings.isSet(Setting.MAX_SESSIONS)) {
      return Optional.empty();
    }
    Duration maxAge =
        settings
            .findDuration(Setting.MAX_AGE)
            .orElse(settings.findDuration(Setting.STORE_RETENTION).orElseThrow());
    return stores
        .revocations()
        .map(
            list ->
                SessionQuota.of(
                    stores.store(),
                    list,
                    QuotaLimits.of(settings.integer(Setting.MAX_SESSIONS), maxAge),
                    clock));
  }

  static SessionAssembly of(StartupContext context, StoreAssembly stores) {
    context
        .settings()
        .find(Setting.PRINCIPAL_ATTRIBUTE)
        .ifPresent(attribute -> context.report().line("adopted", "session attribute " + attribute));
    return new SessionAssembly(context, stores);
  }

  Optional<CredentialSource> source() {
    return source;
  }

  Optional<SessionLogin> login() {
    return login;
  }

  Optional<SessionLogout> logout() {
    return login.map(SessionLogin::logout);
  }

  Optional<SessionWatch> watch() {
    return watch;
  }

  /** Registers in the application what sessions need when they end. */
  void install(ServletContext application) {
    quota.ifPresent(counted -> counted.install(application));
    revocation.ifPresent(list -> list.install(application));
  }
}
