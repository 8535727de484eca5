package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.learner.Learner;
import dev.lethe.learner.stream.ExampleKey;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.RunForgetting.Request;
import dev.lethe.trainer.forget.ForgetManifest;
import dev.lethe.trainer.travel.RunMoment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A stack with runs on one stream of two tasks that forget examples of it, and their twins. */
final class ForgettingRuns implements AutoCloseable {
  /** Examples up to here are learned before the forgetting, the others after it. */
  static final int BEFORE = 330;

  private static final String ER = "er(memory=40,batch=5)+sgd(lr=0.1)";

  private final List<Example> stream = Kafka.twoTasks(200, 11);
  private final LocalStack stack;
  private final Path directory;

  private ForgettingRuns(LocalStack stack, Path directory) {
    this.stack = stack;
    this.directory = directory;
  }

  /** Starts a stack. */
  static ForgettingRuns start(Path directory) {
    var stack = LocalStack.start(StackConfig.ephemeral(directory.resolve("stack")), line -> {});
    return new ForgettingRuns(stack, directory);
  }

  @Override
  public void close() {
    stack.close();
  }

  /** Returns the number of examples in the stream. */
  int size() {
    return stream.size();
  }

  /** Returns the examples of the stream from one number to before another, both from 0. */
  List<Example> examples(int from, int to) {
    return stream.subList(from, to);
  }

  Kafka topics(String run) {
    var kafka = new Kafka(stack, new Topics(run));
    kafka.createTopics(1);
    return kafka;
  }

  /** Trains a new run on the first records of the stream and returns a client of its topics. */
  Kafka trained(TrainerConfig config, int records) {
    Kafka kafka = topics(config.topics().prefix());
    kafka.produce(examples(0, records));
    train(config, kafka, predictions(records));
    return kafka;
  }

  void train(TrainerConfig config, Kafka kafka, long predictions) {
    train(List.of(config), kafka, predictions);
  }

  void train(List<TrainerConfig> configs, Kafka kafka, long predictions) {
    List<Trainer> trainers = configs.stream().map(Trainer::start).toList();
    try {
      for (int i = 0; i < configs.size(); i++) {
        Trainer trainer = trainers.get(i);
        await()
            .atMost(Kafka.patience())
            .until(() -> trainer.state() == Trainer.State.LIVE || trainer.failure().isPresent());
        awaitPredictions(kafka, configs.get(i), predictions);
        assertThat(trainer.failure()).isEmpty();
      }
    } finally {
      trainers.forEach(Trainer::close);
    }
  }

  void awaitPredictions(Kafka kafka, TrainerConfig config, long count) {
    await()
        .atMost(Kafka.patience())
        .until(() -> kafka.count(config.topics().predictions(), config.run()) >= count);
  }

  /** Returns the number of examples that are predicted: all but those of the holdouts. */
  long predictions(int records) {
    return stream.subList(0, records).stream()
        .filter(example -> example.getRole() == dev.lethe.schemas.Role.LEARN)
        .count();
  }

  /** Returns the digest of a learner that was given the stream without some examples. */
  String twin(TrainerConfig config, int records, Set<String> without) {
    try (var learner = new Learner(config.learner(), new LearnerListener() {})) {
      for (int i = 0; i < records; i++) {
        if (!without.contains(stream.get(i).getId())) {
          learner.accept(Records.read(stream.get(i), i));
        }
      }
      learner.predictPending();
      return HexFormat.of().formatHex(learner.digest());
    }
  }

  /** Returns ids of examples that the newest state holds. */
  Set<String> someHeld(String run, int count) {
    return someHeld(run, run, count);
  }

  Set<String> someHeld(String run, String prefix, int count) {
    try (var state = new TimeTravel(access(prefix)).restore(RunMoment.parse(run))) {
      Set<Long> keys = Records.boxed(state.scored().keys());
      return Set.copyOf(
          stream.stream()
              .map(Example::getId)
              .filter(id -> keys.contains(ExampleKey.of(id)))
              .limit(count)
              .toList());
    }
  }

  void requireNotHeld(String run, Set<String> ids) {
    requireNotHeld(run, run, ids);
  }

  void requireNotHeld(String run, String prefix, Set<String> ids) {
    try (var state = new TimeTravel(access(prefix)).restore(RunMoment.parse(run))) {
      assertThat(Records.boxed(state.scored().keys()))
          .isNotEmpty()
          .doesNotContainAnyElementsOf(keys(ids));
    }
  }

  static Set<Long> keys(Set<String> ids) {
    return Records.boxed(ids.stream().mapToLong(ExampleKey::of).toArray());
  }

  ForgetManifest forget(String run, Request request) {
    return forget(run, run, request);
  }

  ForgetManifest forget(String run, String prefix, Request request) {
    return new RunForgetting(access(prefix), Clock.systemUTC()).forget(run, request);
  }

  void fork(String moment, String child) {
    RunMoment at = RunMoment.parse(moment);
    try (RestoredRun parent = new TimeTravel(access(at.run())).restore(at)) {
      TrainerConfig config = config(at.run());
      new RunFork(access(at.run()), Clock.systemUTC())
          .fork(parent, child, config.learner(), config.checkpoints().orElseThrow());
    }
  }

  List<Path> checkpoints(String run) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("checkpoints").resolve(run))) {
      return files.filter(file -> file.toString().endsWith(".lethe")).sorted().toList();
    }
  }

  RunAccess access(String prefix) {
    return new RunAccess(
        new Topics(prefix),
        stack.bootstrapServers(),
        stack.registryUrl(),
        Map.of(),
        Optional.empty());
  }

  TrainerConfig config(String run) {
    return config(run, run, ER);
  }

  TrainerConfig config(String prefix, String run, String method) {
    TrainerConfig config =
        Configs.in(
            new Topics(prefix),
            Configs.of(run, method, stack.bootstrapServers(), stack.registryUrl(), Map.of()));
    return Configs.checkpointed(config, directory.resolve("checkpoints"), 5, 5, 5);
  }
}
