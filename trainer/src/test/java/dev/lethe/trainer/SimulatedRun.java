package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.InMemorySchemaRegistry;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.checkpoint.CheckpointPositions;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.simulated.SimulatedCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Stream and configuration of the run in a simulation, drawn from a seed. */
final class SimulatedRun {
  static final Topics TOPICS = new Topics("s");
  static final String NAME = "run";
  static final InMemorySchemaRegistry REGISTRY = new InMemorySchemaRegistry();
  static final AvroSerdes SERDES = new AvroSerdes(REGISTRY, true);

  /** Value of a record that is not an example. */
  static final byte[] UNREADABLE = "not an example".getBytes(StandardCharsets.UTF_8);

  private static final int FEATURES = 4;
  private static final int CLASSES = 4;

  private SimulatedRun() {}

  /**
   * Creates the topics.
   *
   * @param input records, of which those in other partitions are left out
   * @param inputPartitions number of partitions of the input
   */
  static SimulatedCluster cluster(List<ProducerRecord<byte[], byte[]>> input, int inputPartitions) {
    var created = new SimulatedCluster();
    TOPICS.definitions(1, (short) 1).stream()
        .map(topic -> topic.name())
        .filter(name -> !name.equals(TOPICS.examples()))
        .forEach(name -> created.createTopic(name, 1));
    created.createTopic(TOPICS.examples(), inputPartitions);
    input.stream().filter(record -> record.partition() < inputPartitions).forEach(created::append);
    return created;
  }

  /** Deletes the input and the journal entries that a checkpoint contains. */
  static void expire(SimulatedCluster cluster, CheckpointPositions contained) {
    contained
        .input()
        .forEach(
            (number, next) ->
                cluster.deleteBefore(new TopicPartition(TOPICS.examples(), number), next));
    cluster.deleteBefore(
        new TopicPartition(TOPICS.journal(), contained.journalPartition()),
        contained.journalOffset());
  }

  /** Three tasks with held-out examples and unreadable records, in random partitions. */
  static List<ProducerRecord<byte[], byte[]>> input(SplittableRandom random, int partitions) {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (int i = 0; i < 36; i++) {
      int partition = random.nextInt(partitions);
      byte[] value = random.nextInt(12) == 0 ? UNREADABLE : serialized(example(i, random));
      records.add(new ProducerRecord<>(TOPICS.examples(), partition, null, value));
    }
    var end = new Example("end", Instant.EPOCH, List.of(), null, null, Role.BOUNDARY);
    records.add(new ProducerRecord<>(TOPICS.examples(), 0, null, serialized(end)));
    return records;
  }

  private static byte[] serialized(Example example) {
    return SERDES.<Example>serializer().serialize(TOPICS.examples(), example);
  }

  private static Example example(int number, SplittableRandom random) {
    int label = random.nextInt(CLASSES);
    var features = new ArrayList<Float>();
    for (int f = 0; f < FEATURES; f++) {
      features.add((f == label ? 1 : 0) + 0.3f * (float) random.nextDouble());
    }
    return new Example(
        "e" + number,
        Instant.ofEpochMilli(SimulatedCluster.NOW),
        features,
        label,
        "task-" + number / 12,
        random.nextInt(8) == 0 ? Role.EVALUATE : Role.LEARN);
  }

  /** Draws a method, commits and checkpoints. */
  static TrainerConfig config(SplittableRandom random) {
    String method =
        random.nextInt(3) == 0 ? "naive+sgd(lr=0.1)" : "er(memory=6,batch=2)+adam(lr=0.01)";
    LearnerSpec learner =
        LearnerSpec.builder(FEATURES, CLASSES)
            .method(method)
            .model("mlp(hidden=4)")
            .batchSize(3)
            .holdout(new HoldoutRule(0, 4, 4))
            .healthEvery(100)
            .build();
    Duration commits = random.nextInt(3) == 0 ? Duration.ofSeconds(30) : Duration.ZERO;
    int steps = 1 + random.nextInt(3);
    int windows = random.nextInt(2);
    int verifyEvery = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
    // A checkpoint is verified from the one before it.
    int keep = verifyEvery > 0 ? 2 + random.nextInt(2) : 1 + random.nextInt(3);
    return TrainerConfig.builder(NAME, TOPICS, learner)
        .bootstrapServers("simulated:1")
        .schemaRegistryUrl("http://simulated")
        .commitInterval(commits)
        .checkpoints(
            Optional.of(
                new CheckpointSettings(
                    "simulated",
                    Map.of(),
                    Duration.ofSeconds(10),
                    steps,
                    keep,
                    windows,
                    verifyEvery)))
        .build();
  }
}
