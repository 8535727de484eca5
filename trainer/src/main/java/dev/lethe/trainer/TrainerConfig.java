package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.schemas.KafkaSettings;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.replay.InputRange;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Configuration of one run. Create it with {@link #builder}.
 *
 * @param run name of the run: letters, digits, '.' and '-', at most 100; the same name continues
 *     the same run
 * @param topics topics of the installation
 * @param learner specification of the learner
 * @param classNames names of the classes in the order of their labels, as one line of CSV; empty if
 *     unknown. They do not affect training
 * @param scorecard reference networks for the scorecards; empty for no scorecards. They do not
 *     affect training, and a run may continue with others
 * @param bootstrapServers Kafka's {@code bootstrap.servers}
 * @param schemaRegistryUrl base address of the schema registry's API
 * @param registerSchemas true to register schemas of the output topics that the registry lacks
 * @param start start position of a new run
 * @param range range of the input to consume in merged order, after which the run stops; empty for
 *     a live run
 * @param commitInterval maximum time that results wait for their commit under load; a slow stream
 *     commits as soon as it has caught up
 * @param maxAhead maximum time that an event may be after the timestamp of its record; a record
 *     with a later event is a dead letter
 * @param everyPrediction true to publish every prediction, false to publish outcomes without ids
 *     and confidences
 * @param checkpoints settings of the checkpoints; empty for none: a recovery then replays the whole
 *     journal
 * @param onMissing behaviour of a recovery that misses records
 * @param kafka settings of Kafka and of the registry client, passed on unchanged; the prefixes
 *     {@code consumer.} and {@code producer.} restrict a key to one client
 */
public record TrainerConfig(
    String run,
    Topics topics,
    LearnerSpec learner,
    Optional<String> classNames,
    Optional<ReferenceNetworks> scorecard,
    String bootstrapServers,
    String schemaRegistryUrl,
    boolean registerSchemas,
    Start start,
    Optional<InputRange> range,
    Duration commitInterval,
    Duration maxAhead,
    boolean everyPrediction,
    Optional<CheckpointSettings> checkpoints,
    OnMissing onMissing,
    Map<String, String> kafka) {

  public static final Duration DEFAULT_COMMIT_INTERVAL = Duration.ofMillis(100);

  public static final Duration DEFAULT_MAX_AHEAD = Duration.ofDays(1);

  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,99}");

  /** Start position of a new run in the input topic. */
  public enum Start {
    EARLIEST,
    LATEST
  }

  /** Behaviour of a recovery that misses records of the input or of the journal. */
  public enum OnMissing {
    /** The run fails. */
    FAIL,
    /** The run continues at the end of its journal, and publishes what it has skipped. */
    SKIP
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
    if (maxAhead.isNegative()) {
      throw new IllegalArgumentException(
          "max.ahead: got %s, expected 0 or more".formatted(maxAhead));
    }
    kafka = Map.copyOf(KafkaSettings.resolve(kafka));
  }

  /**
   * Returns a builder with the defaults of the command line: no scorecards, missing schemas are
   * registered, and a new run starts at the earliest record.
   */
  public static Builder builder(String run, Topics topics, LearnerSpec learner) {
    return new Builder(run, topics, learner);
  }

  /** Returns a builder that starts from this configuration. */
  public Builder toBuilder() {
    return new Builder(run, topics, learner)
        .classNames(classNames)
        .scorecard(scorecard)
        .bootstrapServers(bootstrapServers)
        .schemaRegistryUrl(schemaRegistryUrl)
        .registerSchemas(registerSchemas)
        .start(start)
        .range(range)
        .commitInterval(commitInterval)
        .maxAhead(maxAhead)
        .everyPrediction(everyPrediction)
        .checkpoints(checkpoints)
        .onMissing(onMissing)
        .kafka(kafka);
  }

  /** Returns the consumer group that holds the run's position, also its transactional id. */
  public String clientId() {
    return topics.prefix() + "-run-" + run;
  }

  private static void requireText(String key, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("%s: got nothing, expected an address".formatted(key));
    }
  }

  /**
   * Builder of a {@link TrainerConfig}; each setter has the meaning of the record's component. The
   * addresses of Kafka and of the registry are required.
   */
  public static final class Builder {
    private final String run;
    private Topics topics;
    private LearnerSpec learner;
    private Optional<String> classNames = Optional.empty();
    private Optional<ReferenceNetworks> scorecard = Optional.empty();
    private String bootstrapServers = "";
    private String schemaRegistryUrl = "";
    private boolean registerSchemas = true;
    private Start start = Start.EARLIEST;
    private Optional<InputRange> range = Optional.empty();
    private Duration commitInterval = DEFAULT_COMMIT_INTERVAL;
    private Duration maxAhead = DEFAULT_MAX_AHEAD;
    private boolean everyPrediction = true;
    private Optional<CheckpointSettings> checkpoints = Optional.empty();
    private OnMissing onMissing = OnMissing.FAIL;
    private Map<String, String> kafka = Map.of();

    private Builder(String run, Topics topics, LearnerSpec learner) {
      this.run = run;
      this.topics = topics;
      this.learner = learner;
    }

    public Builder topics(Topics value) {
      topics = value;
      return this;
    }

    public Builder learner(LearnerSpec value) {
      learner = value;
      return this;
    }

    public Builder classNames(Optional<String> value) {
      classNames = value;
      return this;
    }

    public Builder scorecard(Optional<ReferenceNetworks> value) {
      scorecard = value;
      return this;
    }

    public Builder bootstrapServers(String value) {
      bootstrapServers = value;
      return this;
    }

    public Builder schemaRegistryUrl(String value) {
      schemaRegistryUrl = value;
      return this;
    }

    public Builder registerSchemas(boolean value) {
      registerSchemas = value;
      return this;
    }

    public Builder start(Start value) {
      start = value;
      return this;
    }

    public Builder range(Optional<InputRange> value) {
      range = value;
      return this;
    }

    public Builder commitInterval(Duration value) {
      commitInterval = value;
      return this;
    }

    public Builder maxAhead(Duration value) {
      maxAhead = value;
      return this;
    }

    public Builder everyPrediction(boolean value) {
      everyPrediction = value;
      return this;
    }

    public Builder checkpoints(Optional<CheckpointSettings> value) {
      checkpoints = value;
      return this;
    }

    public Builder onMissing(OnMissing value) {
      onMissing = value;
      return this;
    }

    public Builder kafka(Map<String, String> value) {
      kafka = value;
      return this;
    }

    /**
     * Returns the configuration.
     *
     * @throws IllegalArgumentException if a value is missing or out of range
     */
    public TrainerConfig build() {
      return new TrainerConfig(
          run,
          topics,
          learner,
          classNames,
          scorecard,
          bootstrapServers,
          schemaRegistryUrl,
          registerSchemas,
          start,
          range,
          commitInterval,
          maxAhead,
          everyPrediction,
          checkpoints,
          onMissing,
          kafka);
    }
  }
}
