package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.CheckpointHeaders.CheckpointTopics;
import dev.lethe.trainer.TrainerConfig.OnMissing;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointSamples;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.forget.Forgettings;
import dev.lethe.trainer.input.DeadLetterLimits;
import dev.lethe.trainer.journal.JournalReader.JournalBrokenException;
import dev.lethe.trainer.simulated.Fault;
import dev.lethe.trainer.simulated.FaultPlan;
import dev.lethe.trainer.simulated.MemoryCheckpointStore;
import dev.lethe.trainer.simulated.SimulatedCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recoveries of a stopped run, while its checkpoints are written, its records expire, or another
 * trainer takes it over.
 */
class RecoveryInterleavingTest {
  private static final Duration LONG = Duration.ofMinutes(1);

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

  /** Retained checkpoints, oldest first. The last one contains all entries. */
  private List<CheckpointName> names;

  private String digest;

  @BeforeEach
  void runToTheEnd() throws IOException {
    process(config).run(this::isCaughtUp);
    names = store.list(SimulatedRun.NAME);
    assertThat(names).hasSize(3);
    digest = PublishedRecords.of(cluster).digest();
  }

  private SimulatedProcess process(TrainerConfig with) {
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

  private boolean isCaughtUp() {
    var input = new TopicPartition(SimulatedRun.TOPICS.examples(), 0);
    var offset = cluster.offsets(config.clientId()).get(input);
    return offset != null && offset.offset() == cluster.end(input);
  }

  @ParameterizedTest
  @CsvSource({"1, FAIL", "2, FAIL", "1, SKIP", "2, SKIP"})
  void shouldBeginAgainFromNewerCheckpointWhenRecordsExpireMeanwhile(int late, OnMissing onMissing)
      throws IOException {
    // Given newer checkpoints that another process writes after the oldest has been chosen, and
    // records that expire up to the newest of them
    NavigableMap<CheckpointName, byte[]> written = take(names.subList(1, 3));
    CheckpointName newest = names.get(late);
    CheckpointStore changing =
        onFirstOpen(
            () -> {
              written.headMap(newest, true).forEach(this::put);
              SimulatedRun.expire(cluster, header(newest).positions());
            });
    try (var service = service(changing)) {
      // When
      var recovered = recover(onMissing, service, () -> true);

      // Then
      try (Pipeline pipeline = recovered.pipeline()) {
        assertThat(HexFormat.of().formatHex(pipeline.digest())).isEqualTo(digest);
        assertThat(recovered.restored().orElseThrow().header().name()).isEqualTo(newest);
        assertThat(recovered.skipped().isEmpty()).isTrue();
      }
    }
  }

  @Test
  void shouldWaitForTheCheckpointThatIsBeingWritten() throws IOException {
    // Given a writer that is not done when the recovery begins
    CheckpointName newest = names.get(2);
    CheckpointHeader header = header(newest);
    Map<CheckpointName, byte[]> written = take(List.of(newest));
    var recovering = new AtomicBoolean();
    try (var service = service(store);
        var learner =
            new ScoredLearner(
                config.learner(), ReferenceNetworks.NONE, new ScorecardListener() {})) {
      service.write(
          digest -> {
            await().atMost(LONG).untilTrue(recovering);
            written.forEach(this::put);
            return header;
          },
          PipelineState.of(learner),
          Set.of());

      // When
      var recovered =
          recover(
              OnMissing.FAIL,
              service,
              () -> {
                recovering.set(true);
                return true;
              });

      // Then
      recovered.pipeline().close();
      assertThat(recovered.restored().orElseThrow().header().name()).isEqualTo(newest);
    }
  }

  @Test
  void shouldNotWaitForTheCheckpointWhenTheRunStops() {
    // Given
    var closed = new AtomicBoolean();
    try (var service = service(store);
        var learner =
            new ScoredLearner(
                config.learner(), ReferenceNetworks.NONE, new ScorecardListener() {})) {
      service.write(
          digest -> {
            await().atMost(LONG).untilTrue(closed);
            return header(names.get(2));
          },
          PipelineState.of(learner),
          Set.of());

      // When
      service.awaitBeforeRecovery(() -> false);

      // Then
      assertThat(service.isBusy()).isTrue();
      closed.set(true);
    }
  }

  @Test
  void shouldNotJudgeACheckpointWhoseJournalEntriesHaveExpired() {
    // Given
    var verifier = new CheckpointVerifier(config, clients(), SimulatedRun.SERDES);
    CheckpointHeader newest = header(names.get(2));
    SimulatedRun.expire(cluster, newest.positions());

    // When, then
    assertThatThrownBy(() -> verifier.digest(store, newest, names.get(0)))
        .isInstanceOf(JournalBrokenException.class)
        .hasMessageContaining("have they expired?");
  }

  @Test
  void shouldKeepWhatAnotherTrainerSkippedBeforeItWasFenced() throws IOException {
    // Given a run without checkpoints and journal, and a trainer that stands still before it fences
    // another one, which skips the input and consumes a further record
    takeAll();
    cluster.append(SimulatedRun.input(new SplittableRandom(1), 1).get(0));
    TrainerConfig skipping = config.toBuilder().onMissing(OnMissing.SKIP).build();
    var plan = new FaultPlan(List.of(new Fault(Fault.Kind.ZOMBIE, "before init", 1)));

    // When
    new SimulatedProcess(
            skipping,
            cluster,
            SimulatedRun.REGISTRY,
            store,
            plan,
            new SplittableRandom(2),
            () -> process(skipping).run(this::isCaughtUp),
            () -> {})
        .run(this::isCaughtUp);

    // Then
    assertThat(plan.happened()).hasSize(1);
    List<Run> runs = PublishedRecords.read(cluster, SimulatedRun.TOPICS.runs(), Run.class);
    assertThat(runs.get(runs.size() - 1).getSettings()).containsKey(RunRecord.SKIPPED);
  }

  @Test
  void shouldKeepWhatAnotherTrainerSkippedBetweenTwoSessions() throws IOException {
    // Given a trainer that loses its session, and stands still before it recovers
    cluster.append(SimulatedRun.input(new SplittableRandom(1), 1).get(0));
    TrainerConfig skipping = config.toBuilder().onMissing(OnMissing.SKIP).build();
    var plan =
        new FaultPlan(
            List.of(
                new Fault(Fault.Kind.TIMEOUT, "before commit", 3),
                new Fault(Fault.Kind.ZOMBIE, "before init", 2)));

    // When: meanwhile another one misses checkpoints and journal, and skips the input
    new SimulatedProcess(
            skipping,
            cluster,
            SimulatedRun.REGISTRY,
            store,
            plan,
            new SplittableRandom(2),
            () -> {
              takeAll();
              process(skipping).run(this::isCaughtUp);
            },
            () -> {})
        .run(this::isCaughtUp);

    // Then
    assertThat(plan.happened()).hasSize(2);
    List<Run> runs = PublishedRecords.read(cluster, SimulatedRun.TOPICS.runs(), Run.class);
    assertThat(runs.get(runs.size() - 1).getSettings()).containsKey(RunRecord.SKIPPED);
  }

  private void takeAll() {
    try {
      take(store.list(SimulatedRun.NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var journal = new TopicPartition(SimulatedRun.TOPICS.journal(), 0);
    cluster.deleteBefore(journal, cluster.end(journal));
  }

  @Test
  void shouldNotAnnounceWhatAnotherTrainerHasAnnouncedOrDeleted() throws IOException {
    // Given two checkpoints that a lost session has written
    var announced = new HashSet<Long>();
    names.forEach(name -> announced.add(name.entries()));
    try (var service = service(store);
        var learner =
            new ScoredLearner(
                config.learner(), ReferenceNetworks.NONE, new ScorecardListener() {})) {
      for (long entries : List.of(100L, 101L)) {
        service.write(
            digest -> CheckpointSamples.header(config.run(), entries),
            PipelineState.of(learner),
            Set.of());
        assertThat(service.awaitIdle(LONG)).isTrue();
      }
      announced.add(100L);
      store.delete(new CheckpointName(config.run(), 101));

      // When
      service.announceMissed(announced);

      // Then
      assertThat(service.changes()).isEmpty();
    }
  }

  private KafkaClients clients() {
    return new KafkaClients(config, process(config));
  }

  private CheckpointService service(CheckpointStore of) {
    return new CheckpointService(
        config.run(),
        config.checkpoints().orElseThrow(),
        of,
        (each, checkpoint, previous) -> checkpoint.digest(),
        board,
        CheckpointService.background("checkpoint"),
        CheckpointService.background("verify"),
        LONG);
  }

  private StateRecovery.Recovered recover(
      OnMissing onMissing, CheckpointService service, BooleanSupplier running) {
    TrainerConfig with = config.toBuilder().onMissing(onMissing).build();
    KafkaClients clients = clients();
    try (var kafka = SessionClients.create(with, clients, SimulatedRun.SERDES)) {
      return new StateRecovery(
              with,
              clients,
              SimulatedRun.SERDES,
              Optional.of(service),
              () ->
                  new Pipeline(
                      with,
                      SimulatedRun.SERDES,
                      kafka.outbox(),
                      board,
                      DeadLetterLimits.NONE,
                      Clock.systemUTC()),
              board)
          .recover(
              kafka.consumer(),
              CheckpointTopics.read(clients, with.topics()),
              Forgettings.NONE,
              running);
    }
  }

  private CheckpointHeader header(CheckpointName name) {
    try (InputStream in = store.open(name)) {
      return CheckpointFile.readHeader(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes checkpoints from the store, and returns their bytes. */
  private NavigableMap<CheckpointName, byte[]> take(List<CheckpointName> taken) throws IOException {
    var bytes = new TreeMap<CheckpointName, byte[]>();
    for (CheckpointName name : taken) {
      try (InputStream in = store.open(name)) {
        bytes.put(name, in.readAllBytes());
      }
      store.delete(name);
    }
    return bytes;
  }

  private void put(CheckpointName name, byte[] bytes) {
    try {
      store.write(name, out -> out.write(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the store; something happens when a checkpoint is opened for the first time. */
  private CheckpointStore onFirstOpen(Runnable event) {
    var happened = new AtomicBoolean();
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("open") && happened.compareAndSet(false, true)) {
            event.run();
          }
          return method.invoke(store, arguments);
        };
    return (CheckpointStore)
        Proxy.newProxyInstance(
            CheckpointStore.class.getClassLoader(),
            new Class<?>[] {CheckpointStore.class},
            handler);
  }
}
