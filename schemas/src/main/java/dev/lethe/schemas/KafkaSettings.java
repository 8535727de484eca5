package dev.lethe.schemas;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Settings of Kafka's clients, as users write them. */
public final class KafkaSettings {
  private static final String PROVIDERS = AbstractConfig.CONFIG_PROVIDERS_CONFIG;

  private KafkaSettings() {}

  /**
   * Replaces references such as <code>${file:/etc/lethe/secrets.properties:password}</code> with
   * the values of Kafka's {@code config.providers}. Kafka's clients do so themselves, but neither
   * Kafka Streams for all of its clients nor the registry's client.
   *
   * @param settings settings, perhaps with {@code config.providers}
   * @return settings without references and providers; not for output, because they may have
   *     secrets
   * @throws IllegalArgumentException if a provider fails
   */
  public static Map<String, String> resolve(Map<String, String> settings) {
    if (!settings.containsKey(PROVIDERS)) {
      return settings;
    }
    var resolved = new TreeMap<String, String>();
    try {
      new AbstractConfig(new ConfigDef(), settings, false)
          .originals()
          .forEach((key, value) -> resolved.put(key, String.valueOf(value)));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          "config.providers: got '%s', expected providers that return every value: %s"
              .formatted(settings.get(PROVIDERS), e.getMessage()),
          e);
    }
    resolved.keySet().removeIf(key -> key.equals(PROVIDERS) || key.startsWith(PROVIDERS + "."));
    resolved.forEach(KafkaSettings::requireResolved);
    return resolved;
  }

  /** Kafka leaves a reference as it is if the provider does not know its key. */
  private static void requireResolved(String key, String value) {
    if (value.matches("(?s).*\\$\\{[^}]*?:([^}]*?:)?[^}]*?}.*")) {
      throw new IllegalArgumentException(
          "%s: got %s, expected a reference that a provider of config.providers knows"
              .formatted(key, value.replaceAll("(?s).*(\\$\\{[^}]*}).*", "$1")));
    }
  }
}
