package io.sallyport.internal.startup;

import io.sallyport.internal.container.ServerKind;
import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.request.Integration;
import io.sallyport.internal.settings.ParameterSource;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Checks the settings and web.xml of an application that is not deployed here, without container,
 * I/O or JNDI. The start makes the same checks, and also checks files, data sources and stores.
 *
 * <p>A setting with a reference such as {@code ${env:NAME}} counts as set to a valid value.
 */
public final class ConfigurationCheck {

  private final List<String> problems;
  private final List<String> warnings;

  private ConfigurationCheck(List<String> problems, List<String> warnings) {
    this.problems = List.copyOf(problems);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Checks an application that uses the filter.
   *
   * @param filterName its {@code <filter-name>}
   */
  public static ConfigurationCheck ofFilter(
      ParameterSource parameters, WebXml webXml, String filterName) {
    DeploymentAssembly deployment =
        DeploymentAssembly.of(Integration.FILTER, webXml, ServerKind.OTHER);
    Problems problems = new Problems();
    StartupReport report = new StartupReport();
    check(parameters, deployment, problems, report);
    List<String> warnings = new ArrayList<>(report.warnings());
    warnings.addAll(new DeploymentCheck(webXml, filterName).findings());
    return new ConfigurationCheck(problems.sentences(), warnings);
  }

  /**
   * Checks an application that uses an integration of the container.
   *
   * @param filterClasses the {@code <filter-class>}es of web.xml
   */
  public static ConfigurationCheck ofContainer(
      ParameterSource parameters,
      WebXml webXml,
      Integration integration,
      Collection<String> filterClasses) {
    DeploymentAssembly deployment = DeploymentAssembly.of(integration, webXml, ServerKind.OTHER);
    Problems problems = new Problems();
    StartupReport report = new StartupReport();
    new ContainerCheck(deployment, filterClasses).run(problems, report);
    check(parameters, deployment, problems, report);
    return new ConfigurationCheck(problems.sentences(), report.warnings());
  }

  private static void check(
      ParameterSource parameters,
      DeploymentAssembly deployment,
      Problems problems,
      StartupReport report) {
    Settings settings = Settings.load(parameters, problems);
    StartupContext context = new StartupContext(settings, deployment, problems, report);
    deployment.check(context);
    AccessAssembly.of(context);
    if (settings.mode().hasTokens()) {
      KeyAssembly.inSettings(settings, problems, report);
      // Reads the claim names and role paths.
      new IssuerAssembly(settings, problems, context.clock());
    }
    if (settings.text(Setting.LOGIN_USER_STORE).equals("ldap")) {
      new DirectoryAssembly(settings, problems).find();
    }
    report.warnings(settings.warnings());
  }

  /** The problems that would stop the start: one sentence each, with the fix. */
  public List<String> problems() {
    return problems;
  }

  /** The findings that would not stop the start: one sentence each, with the fix. */
  public List<String> warnings() {
    return warnings;
  }
}
