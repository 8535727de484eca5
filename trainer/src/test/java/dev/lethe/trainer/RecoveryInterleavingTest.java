package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lethe.trainer.CheckpointHeaders.CheckpointTopics;
import dev.lethe.trainer.TrainerConfig.OnMissing;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.forget.Forgettings;
import dev.lethe.trainer.input.DeadLetterLimits;
import dev.lethe.trainer.journal.JournalReader.JournalBrokenException;
import dev.lethe.trainer.meter.RunMeters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recoveries of a stopped run, while its checkpoints are written or its records expire. */
class RecoveryInterleavingTest {
  private SimulatedRecovery run;
  private String digest;

  @BeforeEach
  void runToTheEnd() throws IOException {
    run = new SimulatedRecovery();
    digest = PublishedRecords.of(run.cluster()).digest();
  }

  @ParameterizedTest
  @CsvSource({"1, FAIL", "2, FAIL", "1, SKIP", "2, SKIP"})
  void shouldBeginAgainFromNewerCheckpointWhenRecordsExpireMeanwhile(int late, OnMissing onMissing)
      throws IOException {
    // Given newer checkpoints that another process writes after the oldest has been chosen, and
    // records that expire up to the newest of them
    NavigableMap<CheckpointName, byte[]> written = run.take(run.names().subList(1, 3));
    CheckpointName newest = run.names().get(late);
    CheckpointStore changing =
        onFirstOpen(
            () -> {
              written.headMap(newest, true).forEach(this::put);
              SimulatedRun.expire(run.cluster(), header(newest).positions());
            });
    try (var service = run.service(changing)) {
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
    CheckpointName newest = run.names().get(2);
    CheckpointHeader header = header(newest);
    Map<CheckpointName, byte[]> written = run.take(List.of(newest));
    var recovering = new AtomicBoolean();
    try (var service = run.service(run.store());
        var learner = run.learner()) {
      service.write(
          digest -> {
            await().atMost(SimulatedRecovery.LONG).untilTrue(recovering);
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
    try (var service = run.service(run.store());
        var learner = run.learner()) {
      service.write(
          digest -> {
            await().atMost(SimulatedRecovery.LONG).untilTrue(closed);
            return header(run.names().get(2));
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
    var verifier = new CheckpointVerifier(run.config(), clients(), SimulatedRun.SERDES);
    CheckpointHeader newest = header(run.names().get(2));
    SimulatedRun.expire(run.cluster(), newest.positions());

    // When, then
    assertThatThrownBy(() -> verifier.digest(run.store(), newest, run.names().get(0)))
        .isInstanceOf(JournalBrokenException.class)
        .hasMessageContaining("have they expired?");
  }

  private KafkaClients clients() {
    return new KafkaClients(run.config(), run.process(run.config()));
  }

  private StateRecovery.Recovered recover(
      OnMissing onMissing, CheckpointService service, BooleanSupplier running) {
    TrainerConfig with = run.config().toBuilder().onMissing(onMissing).build();
    KafkaClients clients = clients();
    try (var kafka = SessionClients.create(with, clients, SimulatedRun.SERDES);
        var admin = clients.admin();
        var scans = clients.scans(admin)) {
      return new StateRecovery(
              with,
              scans,
              SimulatedRun.SERDES,
              Optional.of(service),
              () ->
                  new Pipeline(
                      with,
                      SimulatedRun.SERDES,
                      kafka.outbox(),
                      run.board(),
                      DeadLetterLimits.NONE,
                      Clock.systemUTC(),
                      RunMeters.none()),
              run.board())
          .recover(
              kafka.consumer(),
              CheckpointTopics.read(admin, with.topics()),
              Forgettings.NONE,
              running);
    }
  }

  private CheckpointHeader header(CheckpointName name) {
    try (InputStream in = run.store().open(name)) {
      return CheckpointFile.readHeader(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(CheckpointName name, byte[] bytes) {
    try {
      run.store().write(name, out -> out.write(bytes));
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
          return method.invoke(run.store(), arguments);
        };
    return (CheckpointStore)
        Proxy.newProxyInstance(
            CheckpointStore.class.getClassLoader(),
            new Class<?>[] {CheckpointStore.class},
            handler);
  }
}
