package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.Run;
import dev.lethe.trainer.TrainerConfig.OnMissing;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointSamples;
import dev.lethe.trainer.simulated.Fault;
import dev.lethe.trainer.simulated.FaultPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions of a run that another trainer takes over meanwhile. */
class TakeOverTest {
  private SimulatedRecovery run;

  @BeforeEach
  void runToTheEnd() throws IOException {
    run = new SimulatedRecovery();
  }

  @Test
  void shouldKeepWhatAnotherTrainerSkippedBeforeItWasFenced() throws IOException {
    // Given a run without checkpoints and journal, and a trainer that stands still before it fences
    // another one, which skips the input and consumes a further record
    takeAll();
    run.cluster().append(SimulatedRun.input(new SplittableRandom(1), 1).get(0));
    TrainerConfig skipping = run.config().toBuilder().onMissing(OnMissing.SKIP).build();
    var plan = new FaultPlan(List.of(new Fault(Fault.Kind.ZOMBIE, "before init", 1)));

    // When
    new SimulatedProcess(
            skipping,
            run.cluster(),
            SimulatedRun.REGISTRY,
            run.store(),
            plan,
            new SplittableRandom(2),
            () -> run.process(skipping).run(run::isCaughtUp),
            () -> {})
        .run(run::isCaughtUp);

    // Then
    assertThat(plan.happened()).hasSize(1);
    List<Run> runs = PublishedRecords.read(run.cluster(), SimulatedRun.TOPICS.runs(), Run.class);
    assertThat(runs.get(runs.size() - 1).getSettings()).containsKey(RunRecord.SKIPPED);
  }

  @Test
  void shouldKeepWhatAnotherTrainerSkippedBetweenTwoSessions() throws IOException {
    // Given a trainer that loses its session, and stands still before it recovers
    run.cluster().append(SimulatedRun.input(new SplittableRandom(1), 1).get(0));
    TrainerConfig skipping = run.config().toBuilder().onMissing(OnMissing.SKIP).build();
    var plan =
        new FaultPlan(
            List.of(
                new Fault(Fault.Kind.TIMEOUT, "before commit", 3),
                new Fault(Fault.Kind.ZOMBIE, "before init", 2)));

    // When: meanwhile another one misses checkpoints and journal, and skips the input
    new SimulatedProcess(
            skipping,
            run.cluster(),
            SimulatedRun.REGISTRY,
            run.store(),
            plan,
            new SplittableRandom(2),
            () -> {
              takeAll();
              run.process(skipping).run(run::isCaughtUp);
            },
            () -> {})
        .run(run::isCaughtUp);

    // Then
    assertThat(plan.happened()).hasSize(2);
    List<Run> runs = PublishedRecords.read(run.cluster(), SimulatedRun.TOPICS.runs(), Run.class);
    assertThat(runs.get(runs.size() - 1).getSettings()).containsKey(RunRecord.SKIPPED);
  }

  @Test
  void shouldNotAnnounceWhatAnotherTrainerHasAnnouncedOrDeleted() throws IOException {
    // Given two checkpoints that a lost session has written
    var announced = new HashSet<Long>();
    run.names().forEach(name -> announced.add(name.entries()));
    try (var service = run.service(run.store());
        var learner = run.learner()) {
      for (long entries : List.of(100L, 101L)) {
        service.write(
            digest -> CheckpointSamples.header(run.config().run(), entries),
            PipelineState.of(learner),
            Set.of());
        assertThat(service.awaitIdle(SimulatedRecovery.LONG)).isTrue();
      }
      announced.add(100L);
      run.store().delete(new CheckpointName(run.config().run(), 101));

      // When
      service.announceMissed(announced);

      // Then
      assertThat(service.changes()).isEmpty();
    }
  }

  private void takeAll() {
    try {
      run.take(run.store().list(SimulatedRun.NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var journal = new TopicPartition(SimulatedRun.TOPICS.journal(), 0);
    run.cluster().deleteBefore(journal, run.cluster().end(journal));
  }
}
