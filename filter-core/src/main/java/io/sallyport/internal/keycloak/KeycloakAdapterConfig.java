package io.sallyport.internal.keycloak;

import io.sallyport.internal.descriptor.DescriptorException;
import io.sallyport.internal.json.JsonFormatException;
import io.sallyport.internal.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * Translates the configuration file of Keycloak's Java adapters, keycloak.json, to settings for
 * tokens. Browser login and other members without a counterpart cause a warning. Values that may be
 * secret are neither kept nor shown.
 *
 * <p>The members have the meaning of the adapters' guide ("Securing applications", Java adapters,
 * Configuration) of Keycloak 24, the last version with all adapters.
 */
public final class KeycloakAdapterConfig {

  private static final int MAX_BYTES = 1024 * 1024;

  private final List<TranslatedSetting> settings;
  private final List<String> warnings;

  KeycloakAdapterConfig(List<TranslatedSetting> settings, List<String> warnings) {
    this.settings = List.copyOf(settings);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads and translates a file.
   *
   * @throws DescriptorException if it is not JSON or a required member is missing; the message
   *     continues a sentence that begins with the file, for the deployer
   */
  public static KeycloakAdapterConfig read(InputStream in) throws IOException, DescriptorException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new DescriptorException("the file is longer than 1 MiB; use another file");
    }
    return new KeycloakTranslation(new KeycloakMembers(parse(bytes))).result();
  }

  private static Map<String, Object> parse(byte[] bytes) throws DescriptorException {
    try {
      return StrictJson.parseObject(bytes);
    } catch (JsonFormatException e) {
      throw new DescriptorException(
          "the file is not valid JSON ("
              + e.getMessage()
              + "); correct it, or export it again from Keycloak");
    }
  }

  /** The translated settings. */
  public List<TranslatedSetting> settings() {
    return settings;
  }

  /** What is not translated, and what to do instead. */
  public List<String> warnings() {
    return warnings;
  }
}
