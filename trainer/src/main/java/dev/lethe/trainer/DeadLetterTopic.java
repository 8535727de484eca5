package dev.lethe.trainer;

import dev.lethe.schemas.Topics;
import dev.lethe.trainer.input.DeadLetterLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits that the dead-letter topic has now.
 *
 * @param limits limits of the topic
 * @param warning problem and remedy if the topic cannot hold every record of the input
 */
record DeadLetterTopic(DeadLetterLimits limits, Optional<String> warning) {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetterTopic.class);

  /** Room that a dead letter needs for its headers. */
  private static final int HEADERS = 16 << 10;

  /**
   * Reads the limits. If the settings of topics may not be read, the limits are unknown, and the
   * run learns them from refused letters.
   */
  static DeadLetterTopic read(Admin admin, Topics topics) {
    var letters = new ConfigResource(ConfigResource.Type.TOPIC, topics.deadLetters());
    var input = new ConfigResource(ConfigResource.Type.TOPIC, topics.examples());
    Map<ConfigResource, Config> configs;
    try {
      configs = KafkaFutures.get(admin.describeConfigs(List.of(letters, input)).all());
    } catch (KafkaException e) {
      LOGGER.atInfo().setCause(e).log("could not read the limits of the dead-letter topic");
      return new DeadLetterTopic(DeadLetterLimits.NONE, Optional.empty());
    }
    Config config = configs.get(letters);
    long max = number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    long inputMax = number(configs.get(input), TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    return new DeadLetterTopic(limits(config, max), warning(topics, max, inputMax));
  }

  private static DeadLetterLimits limits(Config config, long max) {
    // The broker sets the timestamps of such a topic itself.
    boolean ownTime =
        "LogAppendTime".equals(value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG));
    return new DeadLetterLimits(
        (int) Math.min(max, Integer.MAX_VALUE),
        ownTime
            ? Long.MAX_VALUE
            : number(config, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
        ownTime
            ? Long.MAX_VALUE
            : number(config, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG),
        value(config, TopicConfig.CLEANUP_POLICY_CONFIG)
            .contains(TopicConfig.CLEANUP_POLICY_COMPACT));
  }

  private static Optional<String> warning(Topics topics, long max, long inputMax) {
    if (max >= inputMax + HEADERS) {
      return Optional.empty();
    }
    return Optional.of(
        "max.message.bytes: got %d on %s, expected at least %d, because %s accepts %d: a larger dead letter is cut"
            .formatted(max, topics.deadLetters(), inputMax + HEADERS, topics.examples(), inputMax));
  }

  private static long number(Config config, String key) {
    String value = value(config, key);
    return value.isEmpty() ? Long.MAX_VALUE : Long.parseLong(value);
  }

  /** Returns the value, or nothing if the broker does not know the setting. */
  private static String value(Config config, String key) {
    var entry = config.get(key);
    return entry == null || entry.value() == null ? "" : entry.value();
  }
}
