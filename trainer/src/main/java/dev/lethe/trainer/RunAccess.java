package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses under which the runs of an installation are found.
 *
 * @param topics topics of the installation
 * @param bootstrapServers Kafka's {@code bootstrap.servers}
 * @param schemaRegistryUrl base address of the schema registry's API
 * @param kafka settings of Kafka and of the registry client
 * @param checkpoints location of the checkpoints; empty for that in the record of each run
 */
public record RunAccess(
    Topics topics,
    String bootstrapServers,
    String schemaRegistryUrl,
    Map<String, String> kafka,
    Optional<CheckpointSettings> checkpoints) {

  /**
   * Returns the newest record of a run.
   *
   * @throws IllegalArgumentException if there is no such run
   */
  public Run find(String run) {
    return findIfPresent(run)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "run: got '%s', expected one of those that ./lethe runs lists".formatted(run)));
  }

  /**
   * Returns the newest record of a run that no trainer has live.
   *
   * @param takeOver true to accept a run that is live or paused, or was when its trainer was killed
   * @throws IllegalArgumentException if there is no such run, or it is live
   */
  public Run findStopped(String name, boolean takeOver) {
    Run run = find(name);
    boolean ended = run.getState() == RunState.STOPPED || run.getState() == RunState.FAILED;
    if (!takeOver && !ended) {
      throw new IllegalArgumentException(
          "run: got '%s', which is %s, expected a stopped run: if its trainer was killed, or is to be replaced, add --take-over"
              .formatted(name, run.getState()));
    }
    return run;
  }

  /** Returns the newest record of a run; empty if there is no such run. */
  public Optional<Run> findIfPresent(String run) {
    // The clients need a configuration, but no learner for this.
    TrainerConfig any = config(run, LearnerSpec.builder(1, 2).build());
    return new PublishedRun(any, new KafkaClients(any), serdes().deserializer(Run.class)).find();
  }

  /** Returns true if a run has forgotten examples exactly: its own replays leave them out. */
  public boolean hasForgotten(Run run) {
    return !RunRecord.forgettings(run).exact().isEmpty();
  }

  /** Returns true if a run publishes every prediction, false if it publishes outcomes. */
  public boolean publishesEveryPrediction(Run run) {
    return RunSettings.everyPrediction(run);
  }

  /** Returns the specification of a run's learner. */
  public LearnerSpec learnerOf(Run run) {
    return RunSettings.learner(run);
  }

  /** Returns where the checkpoints of a run are; empty if it keeps none. */
  public Optional<CheckpointSettings> checkpointsOf(Run run) {
    return checkpoints.or(() -> RunSettings.checkpoints(run));
  }

  /** Returns the configuration with which a run continues, without scorecards. */
  public TrainerConfig config(Run run) {
    return config(run.getRun(), RunSettings.learner(run)).toBuilder()
        .maxAhead(RunSettings.maxAhead(run))
        .everyPrediction(RunSettings.everyPrediction(run))
        .start(RunSettings.start(run))
        .range(RunSettings.range(run))
        .checkpoints(checkpointsOf(run))
        .build();
  }

  /** Returns a configuration of clients that only read, of no run. */
  TrainerConfig reader() {
    return config("reader", LearnerSpec.builder(1, 2).build());
  }

  /** Returns the configuration of a new run. */
  public TrainerConfig config(String run, LearnerSpec learner) {
    return TrainerConfig.builder(run, topics, learner)
        .bootstrapServers(bootstrapServers)
        .schemaRegistryUrl(schemaRegistryUrl)
        .kafka(kafka)
        .build();
  }

  AvroSerdes serdes() {
    return new AvroSerdes(new ConfluentSchemaRegistry(schemaRegistryUrl, kafka), false);
  }
}
