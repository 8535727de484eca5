package dev.lethe.streams;

import dev.lethe.streams.topology.MetricsTopology;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Settings of each Kafka client. Settings that Lethe requires override those of the user. */
final class ClientSettings {
  private final StreamsAppConfig config;

  ClientSettings(StreamsAppConfig config) {
    this.config = config;
  }

  /** Returns the settings of the metrics topology. */
  Properties streams() {
    return streams(config.applicationId());
  }

  /** Returns the settings of an application of Kafka Streams. */
  Properties streams(String applicationId) {
    var props = new Properties();
    // Successive metrics of a run are similar, so they compress well.
    props.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // The runs of a crashed instance move to another one after this time; the default is 45 s.
    props.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "15000");
    props.putAll(config.kafka());
    props.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    props.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    props.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
    MetricsTopology.require(props, config.topics());
    return props;
  }

  /** Returns the read model's settings: no group, committed records only, from the beginning. */
  Map<String, Object> readModel() {
    Map<String, Object> settings =
        client("read-model", ConsumerConfig.configNames(), StreamsConfig.CONSUMER_PREFIX);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return settings;
  }

  /** Returns the settings of a webhook's consumer: one record at a time, committed by hand. */
  Map<String, Object> webhook(String id) {
    Map<String, Object> settings =
        client("webhook-" + id, ConsumerConfig.configNames(), StreamsConfig.CONSUMER_PREFIX);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.applicationId() + "-webhook-" + id);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
    return settings;
  }

  Map<String, Object> admin() {
    return client("admin", AdminClientConfig.configNames(), StreamsConfig.ADMIN_CLIENT_PREFIX);
  }

  private Map<String, Object> client(String purpose, Set<String> names, String prefix) {
    var settings = new HashMap<String, Object>();
    config
        .kafka()
        .forEach(
            (key, value) -> {
              if (names.contains(key)) {
                settings.put(key, value);
              }
            });
    config
        .kafka()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                settings.put(key.substring(prefix.length()), value);
              }
            });
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, config.applicationId() + "-" + purpose);
    return settings;
  }
}
