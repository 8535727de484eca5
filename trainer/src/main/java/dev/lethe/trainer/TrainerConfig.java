package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All that determines one run and how it reaches Kafka.
 *
 * @param run name of the run: letters, digits, '.' and '-', at most 100; the same name continues
 *     the same run
 * @param topics the topics of the installation
 * @param learner what learns, and how
 * @param scorecard what the run is compared with at the end of each window; empty for no scorecard.
 *     It changes nothing in what is learnt, and may be another when the run goes on
 * @param bootstrapServers Kafka's {@code bootstrap.servers}
 * @param schemaRegistryUrl base address of the schema registry's API
 * @param registerSchemas whether schemas of the output topics that the registry does not know are
 *     registered
 * @param start where a run that is new begins
 * @param commitInterval longest time that results wait for their transaction under load; a slow
 *     stream commits as soon as it has caught up
 * @param kafka Kafka's and the registry client's own settings, passed on untouched; {@code
 *     consumer.} and {@code producer.} in front of a key restrict it to one client
 */
public record TrainerConfig(
    String run,
    Topics topics,
    LearnerSpec learner,
    Optional<ReferenceNetworks> scorecard,
    String bootstrapServers,
    String schemaRegistryUrl,
    boolean registerSchemas,
    Start start,
    Duration commitInterval,
    Map<String, String> kafka) {

  public static final Duration DEFAULT_COMMIT_INTERVAL = Duration.ofMillis(100);

  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,99}");

  /** Where in the input topic a new run begins. */
  public enum Start {
    EARLIEST,
    LATEST
  }

  public TrainerConfig {
    if (run == null || !RUN.matcher(run).matches()) {
      throw new IllegalArgumentException(
          "run: got '%s', expected letters, digits, '.' and '-', at most 100".formatted(run));
    }
    requireText("bootstrap.servers", bootstrapServers);
    requireText("schema.registry.url", schemaRegistryUrl);
    if (commitInterval.isNegative() || commitInterval.compareTo(Duration.ofSeconds(30)) > 0) {
      throw new IllegalArgumentException(
          "commit.interval: got %s, expected 0 to 30 s".formatted(commitInterval));
    }
    kafka = Map.copyOf(kafka);
  }

  /** The consumer group that holds the run's position, and the run's transactional id. */
  public String clientId() {
    return topics.prefix() + "-run-" + run;
  }

  private static void requireText(String key, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("%s: got nothing, expected an address".formatted(key));
    }
  }
}
