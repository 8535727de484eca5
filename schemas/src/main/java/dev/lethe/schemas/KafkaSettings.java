package dev.lethe.schemas;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    Pattern reference = references(settings.get(PROVIDERS));
    resolved.forEach((key, value) -> requireResolved(key, value, reference));
    return resolved;
  }

  /** Returns the pattern of references to providers, e.g. <code>${file:</code>…<code>}</code>. */
  private static Pattern references(String providers) {
    String names =
        Arrays.stream(providers.split(","))
            .map(name -> Pattern.quote(name.strip()))
            .collect(Collectors.joining("|"));
    return Pattern.compile("\\$\\{(" + names + "):[^}]*}");
  }

  /** Kafka leaves a reference as it is if the provider does not know its key. */
  private static void requireResolved(String key, String value, Pattern reference) {
    Matcher unresolved = reference.matcher(value);
    if (unresolved.find()) {
      throw new IllegalArgumentException(
          "%s: got %s, expected a reference that a provider of config.providers knows"
              .formatted(key, unresolved.group()));
    }
  }
}
