package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.meter.RunMeters;
import dev.lethe.trainer.simulated.FaultPlan;
import dev.lethe.trainer.simulated.MemoryCheckpointStore;
import dev.lethe.trainer.simulated.SimulatedCluster;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** A simulated run to recover: it was stopped at the end of its input and has checkpoints. */
final class SimulatedRecovery {
  static final Duration LONG = Duration.ofMinutes(1);

  private final AlarmBoard board = new AlarmBoard(SimulatedRun.NAME, line -> {}, Clock.systemUTC());
  private final SimulatedCluster cluster =
      SimulatedRun.cluster(SimulatedRun.input(new SplittableRandom(1), 1), 1);
  private final CheckpointStore store = new MemoryCheckpointStore();
  private final TrainerConfig config =
      SimulatedRun.config(new SplittableRandom(1)).toBuilder()
          .commitInterval(Duration.ZERO)
          .checkpoints(
              Optional.of(
                  new CheckpointSettings(
                      "simulated", Map.of(), Duration.ofSeconds(10), 1, 3, 0, 0)))
          .build();

  private final List<CheckpointName> names;

  /** Runs a trainer to the end of the input. */
  SimulatedRecovery() throws IOException {
    process(config).run(this::isCaughtUp);
    names = store.list(SimulatedRun.NAME);
    assertThat(names).hasSize(3);
  }

  AlarmBoard board() {
    return board;
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  CheckpointStore store() {
    return store;
  }

  TrainerConfig config() {
    return config;
  }

  /** Returns the retained checkpoints, oldest first. The last one contains all entries. */
  List<CheckpointName> names() {
    return names;
  }

  ScoredLearner learner() {
    return new ScoredLearner(config.learner(), ReferenceNetworks.NONE, new ScorecardListener() {});
  }

  SimulatedProcess process(TrainerConfig with) {
    return new SimulatedProcess(
        with,
        cluster,
        SimulatedRun.REGISTRY,
        store,
        new FaultPlan(List.of()),
        new SplittableRandom(1),
        () -> {},
        () -> {});
  }

  boolean isCaughtUp() {
    var input = new TopicPartition(SimulatedRun.TOPICS.examples(), 0);
    var offset = cluster.offsets(config.clientId()).get(input);
    return offset != null && offset.offset() == cluster.end(input);
  }

  CheckpointService service(CheckpointStore of) {
    return new CheckpointService(
        config.run(),
        config.checkpoints().orElseThrow(),
        of,
        (each, checkpoint, previous) -> checkpoint.digest(),
        board,
        RunMeters.none(),
        CheckpointService.background("checkpoint"),
        CheckpointService.background("verify"),
        LONG);
  }

  /** Removes checkpoints from the store, and returns their bytes. */
  NavigableMap<CheckpointName, byte[]> take(List<CheckpointName> taken) throws IOException {
    var bytes = new TreeMap<CheckpointName, byte[]>();
    for (CheckpointName name : taken) {
      try (InputStream in = store.open(name)) {
        bytes.put(name, in.readAllBytes());
      }
      store.delete(name);
    }
    return bytes;
  }
}
