package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lethe.learner.Learner;
import dev.lethe.learner.stream.ExampleKey;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.RunForgetting.Request;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.forget.ForgetManifest;
import dev.lethe.trainer.travel.RunMoment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that forget examples on request. */
class ForgetIT {
  private static final List<Example> STREAM = Kafka.twoTasks(200, 11);

  /** Examples up to here are learned before the forgetting, the others after it. */
  private static final int BEFORE = 330;

  private static final String ER = "er(memory=40,batch=5)+sgd(lr=0.1)";

  /** Two learned early, two late, one example of a holdout, and one that still waits. */
  private static final Set<String> IDS = Set.of("0-3", "0-57", "1-20", "1-81", "0-19", "1-128");

  @TempDir static Path directory;
  private static LocalStack stack;

  @BeforeAll
  static void startStack() {
    stack = LocalStack.start(StackConfig.ephemeral(directory.resolve("stack")), line -> {});
  }

  @AfterAll
  static void stopStack() {
    stack.close();
  }

  @Test
  void shouldBeTheTwinThatNeverHadTheExamples() {
    // Given
    List<TrainerConfig> configs =
        Stream.of(
                "er(memory=40,batch=5)",
                "derpp(memory=40)",
                "naive+ewc(lambda=1)",
                "naive+cbp(rate=0.1,maturity=1)",
                "gdumb(memory=40)")
            .flatMap(method -> Stream.of(method + "+sgd(lr=0.1)", method + "+adam(lr=0.01)"))
            .map(method -> config("twins", method.replaceAll("[^a-z]+", "-") + "run", method))
            .toList();
    Kafka kafka = topics("twins");
    kafka.produce(STREAM.subList(0, BEFORE));
    train(configs, kafka, predictions(BEFORE));

    for (TrainerConfig config : configs) {
      // When
      String before = kafka.digest(config.run());
      ForgetManifest manifest = forget(config.run(), "twins", new Request(IDS, true, false));

      // Then
      assertThat(manifest.examples()).as(config.run()).hasSize(6);
      assertThat(manifest.before().digest()).as(config.run()).isEqualTo(before);
      assertThat(manifest.after().digest())
          .as(config.run())
          .isEqualTo(kafka.digest(config.run()))
          .isEqualTo(twin(config, BEFORE, IDS))
          .isNotEqualTo(before);
    }

    // When: the runs go on
    kafka.produce(STREAM.subList(BEFORE, STREAM.size()));
    train(configs, kafka, predictions(STREAM.size()));

    // Then
    for (TrainerConfig config : configs) {
      assertThat(kafka.digest(config.run()))
          .as(config.run())
          .isEqualTo(twin(config, STREAM.size(), IDS));
      assertThat(kafka.read(config.topics().predictions(), Prediction.class, config.run()))
          .as(config.run())
          .extracting(Prediction::getOffset)
          .doesNotHaveDuplicates()
          .hasSize((int) predictions(STREAM.size()));
    }
  }

  @Test
  void shouldDestroyCheckpointsAfterTheFirstUseAndKeepThoseBefore() throws Exception {
    // Given: the first use is in the second window
    Kafka kafka = topics("destroyed");
    TrainerConfig config = config("destroyed", ER);
    kafka.produce(STREAM.subList(0, 200));
    train(config, kafka, predictions(200));
    kafka.produce(STREAM.subList(200, BEFORE));
    train(config, kafka, predictions(BEFORE));
    List<Path> before = checkpoints("destroyed");
    Path copies = Files.createDirectory(directory.resolve("copies"));
    for (Path each : before) {
      Files.copy(each, copies.resolve(each.getFileName()));
    }

    // When
    ForgetManifest manifest = forget("destroyed", new Request(Set.of("1-60"), true, false));

    // Then
    assertThat(manifest.base()).isNotNull();
    assertThat(manifest.destroyed()).isNotEmpty();
    assertThat(manifest.kept()).isNotEmpty();
    assertThat(checkpoints("destroyed")).hasSize(manifest.kept().size() + 1);
    assertThat(manifest.published().input()).isEqualTo(1);
    assertThat(manifest.published().predictions()).isEqualTo(1);
    assertThat(manifest.published().affectedPredictions()).isPositive();

    // When: the destroyed checkpoints come back, as after a crash before their end
    for (Path each : before) {
      if (!Files.exists(each)) {
        Files.copy(copies.resolve(each.getFileName()), each);
      }
    }
    Files.delete(Path.of(java.net.URI.create(manifest.checkpoint())));

    // Then: no recovery uses them
    train(config, kafka, predictions(BEFORE));
    assertThat(kafka.digest("destroyed")).isEqualTo(twin(config, BEFORE, Set.of("1-60")));
  }

  @Test
  void shouldForgetAgainAndTravelInTime() {
    // Given
    Kafka kafka = topics("again");
    TrainerConfig config = config("again", ER);
    kafka.produce(STREAM.subList(0, BEFORE));
    train(config, kafka, predictions(BEFORE));

    // When: the second request is for an earlier example
    forget("again", new Request(Set.of("1-60"), true, false));
    ForgetManifest second = forget("again", new Request(Set.of("0-11", "unknown"), true, false));

    // Then
    Set<String> both = Set.of("1-60", "0-11");
    assertThat(second.notFound()).hasSize(1);
    assertThat(second.after().digest()).isEqualTo(twin(config, BEFORE, both));
    try (var moment = new TimeTravel(access("again")).restore(RunMoment.parse("again@window:0"))) {
      assertThat(moment.learner().window()).isZero();
      assertThat(moment.scored().keys()).doesNotContain(ExampleKey.of("0-11"));
    }

    // When: everything is forgotten that was asked for, again
    ForgetManifest third = forget("again", new Request(both, true, false));

    // Then
    assertThat(third.after().digest()).isEqualTo(second.after().digest());
  }

  @Test
  void shouldRemoveRowsOnlyUnlessExact() throws Exception {
    // Given
    Kafka kafka = topics("rows");
    TrainerConfig config = config("rows", ER);
    kafka.produce(STREAM.subList(0, BEFORE));
    train(config, kafka, predictions(BEFORE));
    Set<String> held = someHeld("rows", 3);

    // When
    ForgetManifest manifest = forget("rows", new Request(held, false, false));

    // Then
    assertThat(manifest.removed().buffers() + manifest.removed().holdouts())
        .isGreaterThanOrEqualTo(3);
    assertThat(manifest.after().step()).isEqualTo(manifest.before().step());
    requireNotHeld("rows", held);

    // When: the new checkpoint is lost
    Files.delete(Path.of(java.net.URI.create(manifest.checkpoint())));
    train(config, kafka, predictions(BEFORE));

    // Then: the journal forgets them again
    assertThat(kafka.digest("rows")).isEqualTo(manifest.after().digest());
    requireNotHeld("rows", held);
  }

  @Test
  void shouldForgetExamplesOfTombstonesWhileLive() throws Exception {
    // Given
    Kafka kafka = topics("tombstones");
    TrainerConfig config = config("tombstones", ER);
    kafka.produce(STREAM.subList(0, BEFORE));
    train(config, kafka, predictions(BEFORE));
    Set<String> held = someHeld("tombstones", 2);

    // When
    try (var trainer = Trainer.start(config)) {
      kafka.produceRaw(
          held.stream()
              .map(
                  id ->
                      new ProducerRecord<byte[], byte[]>(
                          config.topics().examples(), Records.utf8(id), null))
              .toList());
      kafka.produce(STREAM.subList(BEFORE, STREAM.size()));
      awaitPredictions(kafka, config, predictions(STREAM.size()));
      assertThat(trainer.failure()).isEmpty();
    }

    // Then: neither the state nor any checkpoint holds them, and they are no dead letters
    requireNotHeld("tombstones", held);
    assertThat(kafka.raw(config.topics().deadLetters())).isEmpty();
    for (Path checkpoint : checkpoints("tombstones")) {
      assertThat(Records.keys(checkpoint)).isNotEmpty().doesNotContainAnyElementsOf(keys(held));
    }

    // When: the run recovers without a checkpoint
    String digest = kafka.digest("tombstones");
    for (Path checkpoint : checkpoints("tombstones")) {
      Files.delete(checkpoint);
    }
    train(config, kafka, predictions(STREAM.size()));

    // Then
    assertThat(kafka.digest("tombstones")).isEqualTo(digest);
  }

  @Test
  void shouldChangeNothingForUnknownExamples() {
    // Given
    Kafka kafka = topics("unknown");
    TrainerConfig config = config("unknown", ER);
    kafka.produce(STREAM.subList(0, 50));
    train(config, kafka, predictions(50));
    long entries = kafka.read(config.topics().journal(), JournalEntry.class).size();

    // When
    ForgetManifest exact = forget("unknown", new Request(Set.of("x", "y"), true, false));
    ForgetManifest rows = forget("unknown", new Request(Set.of("x"), false, false));

    // Then
    assertThat(exact.hasChanged()).isFalse();
    assertThat(rows.hasChanged()).isFalse();
    assertThat(exact.notFound()).hasSize(2);
    assertThat(exact.after()).isEqualTo(exact.before());
    assertThat(kafka.read(config.topics().journal(), JournalEntry.class)).hasSize((int) entries);
  }

  @Test
  void shouldNameForksAndRefuseTheirFirstState() {
    // Given
    Kafka kafka = topics("parent");
    TrainerConfig config = config("parent", ER);
    kafka.produce(STREAM.subList(0, BEFORE));
    train(config, kafka, predictions(BEFORE));
    fork("parent@step:2", "early");
    fork("parent@step:20", "late");

    // When
    ForgetManifest manifest = forget("parent", new Request(Set.of("0-57"), true, false));

    // Then
    assertThat(manifest.forks()).containsExactly("late");
    assertThatThrownBy(() -> forget("late", "parent", new Request(Set.of("0-57"), true, false)))
        .hasMessageContaining("run: got 'late', whose first state contains some of the examples");
  }

  @Test
  void shouldRemoveRowsThatAForkHasFromItsParent() throws Exception {
    // Given
    Kafka kafka = topics("origin");
    TrainerConfig config = config("origin", ER);
    kafka.produce(STREAM.subList(0, BEFORE));
    train(config, kafka, predictions(BEFORE));
    fork("origin@step:20", "copy");
    Set<String> held = someHeld("copy", "origin", 2);

    // When
    ForgetManifest manifest = forget("copy", "origin", new Request(held, false, false));

    // Then
    var removed = manifest.removed();
    assertThat(removed.buffers() + removed.holdouts() + removed.pending()).isEqualTo(2);
    assertThat(manifest.published().affectedPredictions()).isPositive();
    requireNotHeld("copy", "origin", held);
  }

  @Test
  void shouldRefuseWhatCannotBeShown() throws Exception {
    // Given
    Kafka kafka = topics("refused");
    TrainerConfig config = config("refused", ER);
    kafka.produce(STREAM.subList(0, 100));
    try (var live = Trainer.start(config)) {
      awaitPredictions(kafka, config, predictions(100));
      // When, then
      assertThatThrownBy(() -> forget("refused", new Request(Set.of("0-3"), false, false)))
          .hasMessageContaining("which is LIVE, expected a stopped run");
      assertThat(live.failure()).isEmpty();
    }
    kafka.deleteBefore(config.topics().examples(), 0, 40);
    assertThatThrownBy(() -> forget("refused", new Request(Set.of("0-3"), true, false)))
        .hasMessageContaining("ids: got 1 that the input does not hold");
    kafka.deleteBefore(config.topics().examples(), 0, 100);
    assertThatThrownBy(() -> forget("refused", new Request(Set.of("0-3"), true, false)))
        .hasMessageContaining("by partition: {0=100}");
    assertThatThrownBy(() -> new Request(Set.of(), true, false))
        .hasMessageContaining("ids: got none");
  }

  private static Kafka topics(String run) {
    var kafka = new Kafka(stack, new Topics(run));
    kafka.createTopics(1);
    return kafka;
  }

  private static void train(TrainerConfig config, Kafka kafka, long predictions) {
    train(List.of(config), kafka, predictions);
  }

  private static void train(List<TrainerConfig> configs, Kafka kafka, long predictions) {
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

  private static void awaitPredictions(Kafka kafka, TrainerConfig config, long count) {
    await()
        .atMost(Kafka.patience())
        .until(() -> kafka.count(config.topics().predictions(), config.run()) >= count);
  }

  /** Returns the number of examples that are predicted: all but those of the holdouts. */
  private static long predictions(int records) {
    return STREAM.subList(0, records).stream()
        .filter(example -> example.getRole() == dev.lethe.schemas.Role.LEARN)
        .count();
  }

  /** Returns the digest of a learner that was given the stream without some examples. */
  private static String twin(TrainerConfig config, int records, Set<String> without) {
    try (var learner = new Learner(config.learner(), new LearnerListener() {})) {
      for (int i = 0; i < records; i++) {
        if (!without.contains(STREAM.get(i).getId())) {
          learner.accept(Records.read(STREAM.get(i), i));
        }
      }
      learner.predictPending();
      return HexFormat.of().formatHex(learner.digest());
    }
  }

  /** Returns ids of examples that the newest state holds. */
  private static Set<String> someHeld(String run, int count) {
    return someHeld(run, run, count);
  }

  private static Set<String> someHeld(String run, String prefix, int count) {
    try (var state = new TimeTravel(access(prefix)).restore(RunMoment.parse(run))) {
      Set<Long> keys = Records.boxed(state.scored().keys());
      return Set.copyOf(
          STREAM.stream()
              .map(Example::getId)
              .filter(id -> keys.contains(ExampleKey.of(id)))
              .limit(count)
              .toList());
    }
  }

  private static void requireNotHeld(String run, Set<String> ids) {
    requireNotHeld(run, run, ids);
  }

  private static void requireNotHeld(String run, String prefix, Set<String> ids) {
    try (var state = new TimeTravel(access(prefix)).restore(RunMoment.parse(run))) {
      assertThat(Records.boxed(state.scored().keys()))
          .isNotEmpty()
          .doesNotContainAnyElementsOf(keys(ids));
    }
  }

  private static Set<Long> keys(Set<String> ids) {
    return Records.boxed(ids.stream().mapToLong(ExampleKey::of).toArray());
  }

  private static ForgetManifest forget(String run, Request request) {
    return forget(run, run, request);
  }

  private static ForgetManifest forget(String run, String prefix, Request request) {
    return new RunForgetting(access(prefix), Clock.systemUTC()).forget(run, request);
  }

  private static void fork(String moment, String child) {
    RunMoment at = RunMoment.parse(moment);
    try (RestoredRun parent = new TimeTravel(access(at.run())).restore(at)) {
      TrainerConfig config = config(at.run(), ER);
      new RunFork(access(at.run()), Clock.systemUTC())
          .fork(parent, child, config.learner(), config.checkpoints().orElseThrow());
    }
  }

  private static List<Path> checkpoints(String run) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("checkpoints").resolve(run))) {
      return files.filter(file -> file.toString().endsWith(".lethe")).sorted().toList();
    }
  }

  private static RunAccess access(String prefix) {
    return new RunAccess(
        new Topics(prefix),
        stack.bootstrapServers(),
        stack.registryUrl(),
        Map.of(),
        Optional.empty());
  }

  private static TrainerConfig config(String run, String method) {
    return config(run, run, method);
  }

  private static TrainerConfig config(String prefix, String run, String method) {
    return Configs.in(
            new Topics(prefix),
            Configs.of(run, method, stack.bootstrapServers(), stack.registryUrl(), Map.of()))
        .toBuilder()
        .checkpoints(
            Optional.of(
                new CheckpointSettings(
                    directory.resolve("checkpoints").toString(),
                    Map.of(),
                    Duration.ofSeconds(10),
                    5,
                    5,
                    5,
                    0)))
        .build();
  }
}
