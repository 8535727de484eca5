package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.Example;
import dev.lethe.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A run with topics and a store of its own.
 *
 * @param location directory of the store
 */
record CheckpointedRun(LiveRuns runs, Topics topics, Kafka kafka, Path location) {
  /** Two tasks, from which a run makes 180 predictions. */
  static final List<Example> STREAM = Kafka.twoTasks(100, 7);

  /**
   * Creates the topics.
   *
   * @param directory parent of the directory of the store
   */
  static CheckpointedRun of(LiveRuns runs, String name, Path directory) {
    var topics = new Topics(name);
    return new CheckpointedRun(runs, topics, runs.kafka(topics), directory.resolve(name));
  }

  /** Returns a run that has consumed the whole stream and was stopped. */
  static CheckpointedRun stopped(LiveRuns runs, String name, Path directory) {
    CheckpointedRun run = of(runs, name, directory);
    run.kafka.produce(STREAM);
    try (var trainer = Trainer.start(run.config())) {
      runs.awaitPredictions(run.kafka, run.topics, 180);
      assertThat(trainer.failure()).isEmpty();
    }
    return run;
  }

  TrainerConfig config() {
    return Configs.checkpointed(runs.config(topics, Map.of()), location, 2, 3, 2);
  }
}
