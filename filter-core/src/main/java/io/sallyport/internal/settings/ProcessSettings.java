package io.sallyport.internal.settings;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The system properties and environment variables of the process that runs the application. */
final class ProcessSettings {

  private final Function<String, @Nullable String> properties;
  private final Function<String, @Nullable String> environment;
  private final boolean known;

  private ProcessSettings(
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment,
      boolean known) {
    this.properties = properties;
    this.environment = environment;
    this.known = known;
  }

  /** Those of the process that runs this code. */
  static ProcessSettings ofThisProcess() {
    return new ProcessSettings(System::getProperty, System::getenv, true);
  }

  static ProcessSettings of(Map<String, String> properties, Map<String, String> environment) {
    return new ProcessSettings(properties::get, environment::get, true);
  }

  /** Those of a process that will run elsewhere, which cannot be read here. */
  static ProcessSettings unknown() {
    return new ProcessSettings(name -> null, name -> null, false);
  }

  /** Whether references to the process, its files and its JNDI names can be resolved. */
  boolean isKnown() {
    return known;
  }

  Optional<String> findProperty(String name) {
    return Optional.ofNullable(properties.apply(name));
  }

  Optional<String> findVariable(String name) {
    return Optional.ofNullable(environment.apply(name));
  }
}
