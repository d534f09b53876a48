package io.sallyport.internal.startup;

import io.sallyport.internal.descriptor.DescriptorException;
import io.sallyport.internal.keycloak.KeycloakAdapterConfig;
import io.sallyport.internal.keycloak.TranslatedSetting;
import io.sallyport.internal.settings.Mode;
import io.sallyport.internal.settings.ParameterSource;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Translates the keycloak.json of Keycloak's old adapter into settings, which apply where no other
 * source has them. Runs before all settings are loaded. The start-up report lists each translation.
 */
final class KeycloakAssembly {

  // If one of these is set, the key in the file would be a second one.
  private static final List<Setting> OTHER_KEYS =
      List.of(Setting.SECRET_KEY, Setting.PUBLIC_KEY_LOCATION);

  private final ServletContext context;
  private final ParameterSource parameters;
  private final Problems problems;
  private final StartupReport report;

  private KeycloakAssembly(
      ServletContext context, ParameterSource parameters, Problems problems, StartupReport report) {
    this.context = context;
    this.parameters = parameters;
    this.problems = problems;
    this.report = report;
  }

  /** The parameters, with the translated settings as a fallback if a file is named. */
  static ParameterSource complete(
      ParameterSource parameters, ServletContext context, Problems problems, StartupReport report) {
    Optional<String> path = Settings.peek(parameters, Setting.KEYCLOAK_CONFIG);
    // Without tokens, the file has no effect. The settings report that.
    boolean session =
        Settings.peek(parameters, Setting.AUTH_MODE).equals(Optional.of(Mode.SESSION.toString()));
    return path.isEmpty() || session
        ? parameters
        : new KeycloakAssembly(context, parameters, problems, report).read(path.get());
  }

  private ParameterSource read(String path) {
    try (InputStream in = context.getResourceAsStream(path)) {
      if (in == null) {
        problem(path, "no such file in the application; add it");
        return parameters;
      }
      return translate(path, KeycloakAdapterConfig.read(in));
    } catch (DescriptorException e) {
      problem(path, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      // Without the server's message, which contains the server's own paths.
      problem(path, "the file cannot be read; correct the path");
    }
    return parameters;
  }

  private void problem(String path, String rest) {
    problems.add(
        Setting.KEYCLOAK_CONFIG,
        "\""
            + path
            + "\" is not valid: "
            + rest
            + ", or remove this setting and write the settings of the file in web.xml");
  }

  private ParameterSource translate(String path, KeycloakAdapterConfig config) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    Map<String, String> texts = new HashMap<>();
    List<String> lines = new ArrayList<>();
    for (TranslatedSetting setting : config.settings()) {
      boolean overruled = isOverruled(setting.parameter());
      if (!overruled) {
        texts.put(setting.parameter(), setting.text());
        setting.warning().ifPresent(warning -> report.warning(file + ": " + warning));
      }
      lines.add(file + ": " + setting + (overruled ? " (not used: set elsewhere)" : ""));
    }
    report.lines("translated", lines);
    config.warnings().forEach(warning -> report.warning(file + ": " + warning));
    if (!path.startsWith("/WEB-INF/")) {
      report.warning(
          file
              + ": the file is outside of /WEB-INF, so that clients can download it; move it there,"
              + " and change the secret if it contains one");
    }
    return parameters.withFallback(texts);
  }

  private boolean isOverruled(String parameter) {
    boolean key = parameter.equals(Setting.PUBLIC_KEY.parameter());
    return parameters.has(parameter) || (key && OTHER_KEYS.stream().anyMatch(this::isPresent));
  }

  private boolean isPresent(Setting setting) {
    return parameters.has(setting.parameter());
  }
}
