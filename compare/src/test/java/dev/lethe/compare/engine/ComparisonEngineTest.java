package dev.lethe.compare.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.plan.ComparisonDirectory;
import dev.lethe.compare.plan.ComparisonDirectory.Finished;
import dev.lethe.compare.plan.ComparisonPlan;
import dev.lethe.compare.plan.StreamSummary;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.SampleRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonEngineTest {
  @TempDir private Path place;

  private ComparisonDirectory directory;
  private final List<String> executed = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() {
    var plan =
        new ComparisonPlan(
            ComparisonPlan.SCHEMA,
            "glyphs",
            true,
            List.of(new ComparedMethod("naive", "naive+sgd(lr=0.1)", false)),
            List.of(1L),
            null,
            List.of(),
            Map.of(),
            null);
    directory = ComparisonDirectory.open(place, plan, "", Instant.EPOCH);
  }

  private static List<PlannedRun> runs(String... names) {
    return List.of(names).stream().map(n -> new PlannedRun(n, null, null, null, null)).toList();
  }

  private static Finished result(PlannedRun run, boolean fails) {
    var sample = new SampleRun(run.run(), false, .9, 1, 1);
    RunResult result = fails ? sample.failed() : sample.finished();
    return new Finished(renamed(result, run.run()), new StreamSummary(1, 1, 0.5, 0.5, List.of()));
  }

  private static RunResult renamed(RunResult result, String name) {
    return new RunResult(
        name,
        result.method(),
        result.seed(),
        result.streamSeed(),
        result.baseline(),
        result.status(),
        result.reason(),
        result.metrics(),
        result.examples(),
        result.deadLetters(),
        result.matrix(),
        result.windows(),
        result.classes(),
        result.curve(),
        result.alarms(),
        result.digest(),
        result.cost());
  }

  /** Work of a run. */
  @FunctionalInterface
  private interface Work {
    Finished of(PlannedRun run) throws InterruptedException;
  }

  private ComparisonEngine engine(int parallel, Work work, Runnable cancel) {
    Function<PlannedRun, ComparisonEngine.Execution> executions =
        run ->
            new ComparisonEngine.Execution() {
              @Override
              public Finished execute() throws InterruptedException {
                executed.add(run.run());
                return work.of(run);
              }

              @Override
              public void cancel() {
                cancel.run();
              }
            };
    return new ComparisonEngine(executions, directory, parallel);
  }

  @Test
  void shouldKeepFinishedRunsAndTryFailedOnesAgain() throws InterruptedException {
    // Given: b fails
    var listened = new ConcurrentLinkedQueue<String>();
    List<Finished> first;
    try (var engine = engine(2, run -> result(run, run.run().equals("b")), () -> {})) {
      first = engine.execute(runs("a", "b", "c"), run -> listened.add(run.result().run()));
    }
    assertThat(first).extracting(run -> run.result().run()).containsExactly("a", "b", "c");
    assertThat(first).extracting(run -> run.result().hasEnded()).containsExactly(true, false, true);
    assertThat(listened).containsExactlyInAnyOrder("a", "b", "c");

    // When: the same command is given again
    executed.clear();
    listened.clear();
    List<Finished> again;
    try (var engine = engine(1, run -> result(run, false), () -> {})) {
      again = engine.execute(runs("a", "b", "c"), run -> listened.add(run.result().run()));
    }

    // Then: only b runs again, and the others are the same
    assertThat(executed).containsExactly("b");
    assertThat(listened).containsExactly("b");
    assertThat(again.get(0)).isEqualTo(first.get(0));
    assertThat(again.get(2)).isEqualTo(first.get(2));
    assertThat(again.get(1).result().hasEnded()).isTrue();
  }

  @Test
  void shouldExecuteSeveralRunsAtATime() throws InterruptedException {
    // Given: a run ends only with another one
    var both = new CyclicBarrier(2);
    Work work =
        run -> {
          try {
            both.await();
          } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
          }
          return result(run, false);
        };

    // When, then
    try (var engine = engine(2, work, () -> {})) {
      assertThat(engine.execute(runs("a", "b", "c", "d"), run -> {})).hasSize(4);
    }
  }

  private static Thread closeAfter(CountDownLatch latch, ComparisonEngine engine) {
    var closing =
        new Thread(
            () -> {
              try {
                latch.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              engine.close();
            });
    closing.start();
    return closing;
  }

  @Test
  void shouldCancelRunsThatAreExecutedWhenClosed() throws Exception {
    // Given: the second run waits until it is cancelled
    var waiting = new CountDownLatch(1);
    var cancelled = new CountDownLatch(1);
    Work work =
        run -> {
          if (run.run().equals("b")) {
            waiting.countDown();
            cancelled.await();
            throw new CancellationException("run b");
          }
          return result(run, false);
        };
    ComparisonEngine engine = engine(1, work, cancelled::countDown);
    Thread closing = closeAfter(waiting, engine);

    // When, then
    assertThatThrownBy(() -> engine.execute(runs("a", "b", "c"), run -> {}))
        .isInstanceOf(CancellationException.class);
    closing.join();
    assertThat(executed).containsExactly("a", "b");
    assertThat(directory.find("a")).isPresent();
    assertThat(directory.find("b")).isEmpty();
  }

  @Test
  void shouldCountAnInterruptThatAClientWrapsAsCancelled() throws Exception {
    // Given: a run that only an interrupt ends
    var waiting = new CountDownLatch(1);
    Work work =
        run -> {
          waiting.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            throw new IllegalStateException("client interrupted", e);
          }
          return result(run, false);
        };
    ComparisonEngine engine = engine(1, work, () -> {});
    Thread closing = closeAfter(waiting, engine);

    // When, then
    assertThatThrownBy(() -> engine.execute(runs("a"), run -> {}))
        .isInstanceOf(CancellationException.class);
    closing.join();
  }

  @Test
  void shouldCancelTheOthersWhenOneCannotBeExecuted() throws Exception {
    // Given
    var started = new CountDownLatch(1);
    var cancelled = new CountDownLatch(1);
    Work work =
        run -> {
          if (run.run().equals("a")) {
            started.await();
            throw new IllegalArgumentException("disk: got full");
          }
          started.countDown();
          cancelled.await();
          throw new CancellationException(run.run());
        };

    // When, then
    try (var engine = engine(2, work, cancelled::countDown)) {
      assertThatThrownBy(() -> engine.execute(runs("a", "b"), run -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("disk: got full");
    }
    assertThat(cancelled.getCount()).isZero();
  }
}
