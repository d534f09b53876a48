package io.sallyport.internal.startup;

import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Settings;
import java.time.Clock;

/** Holds what every assembly reads, and collects what it finds. */
final class StartupContext {

  private final Settings settings;
  private final DeploymentAssembly deployment;
  private final Problems problems;
  private final StartupReport report;
  private final Clock clock = Clock.systemUTC();

  StartupContext(
      Settings settings, DeploymentAssembly deployment, Problems problems, StartupReport report) {
    this.settings = settings;
    this.deployment = deployment;
    this.problems = problems;
    this.report = report;
  }

  Settings settings() {
    return settings;
  }

  DeploymentAssembly deployment() {
    return deployment;
  }

  /** Collects the problems, which stop the start. */
  Problems problems() {
    return problems;
  }

  /** Collects the lines and warnings for the operator. */
  StartupReport report() {
    return report;
  }

  Clock clock() {
    return clock;
  }
}
