package dev.lethe.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.cli.compare.ComparisonRuns.Outcome;
import dev.lethe.cli.options.LearnerSettings;
import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.analysis.TuningPlan;
import dev.lethe.compare.analysis.TuningPlan.TunedMethod;
import dev.lethe.compare.engine.PlannedRun;
import dev.lethe.compare.plan.ComparisonDirectory;
import dev.lethe.compare.plan.ComparisonDirectory.Finished;
import dev.lethe.compare.plan.ComparisonPlan;
import dev.lethe.compare.plan.StreamSummary;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.RunResult.Cost;
import dev.lethe.compare.results.RunResult.Status;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.guard.GuardRule;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.window.WindowRule;
import dev.lethe.scenarios.ScenarioOptions;
import dev.lethe.scenarios.StreamSpec;
import dev.lethe.scenarios.data.DatasetSpec;
import dev.lethe.scenarios.data.TableOptions;
import dev.lethe.trainer.RunAccess;
import dev.lethe.trainer.replay.InputRange;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A selection with runs that fail, executed by an engine that only invents results. */
class ComparisonRunsTest {
  private static final ComparedMethod SMALL = point("er(memory=200)");
  private static final ComparedMethod LARGE = point("er(memory=1000)");
  private static final String RANGE = "0:0-10";
  private static final DatasetStream STREAM =
      new DatasetStream(
          new StreamSpec(
              new DatasetSpec(
                  "glyphs", Optional.empty(), 0, OptionalInt.empty(), false, TableOptions.DEFAULT),
              "split",
              ScenarioOptions.seeded(1)),
          Optional.of(1L),
          1,
          0,
          line -> {});

  @TempDir private Path place;

  private final List<String> executed = new ArrayList<>();
  private ComparisonRuns runs;
  private ComparisonDirectory directory;

  private static ComparedMethod point(String text) {
    return new ComparedMethod(text, text + "+sgd(lr=0.1)", false);
  }

  @BeforeEach
  void plan() {
    var tuning =
        new TuningPlan(
            List.of("er.memory=200,1000"),
            0,
            List.of(2L, 3L),
            null,
            List.of(new TunedMethod("er", List.of(SMALL, LARGE))));
    var plan =
        new ComparisonPlan(
            ComparisonPlan.SCHEMA,
            "glyphs",
            false,
            List.of(new ComparedMethod("er", SMALL.expression(), false)),
            List.of(1L),
            null,
            List.of(),
            Map.of(),
            tuning);
    var settings =
        new LearnerSettings(
            ModelSpec.parse("mlp(hidden=5)"),
            WindowRule.parse("field"),
            HoldoutRule.DEFAULT,
            GuardRule.parse("off"),
            10,
            0);
    runs = new ComparisonRuns(plan, settings, STREAM, Duration.ZERO);
    directory = ComparisonDirectory.open(place, plan, "", Instant.EPOCH);
    // where the windows end is known, so that nothing is read
    List.of("all", "all-first", "all-rest").forEach(part -> directory.setRange(part, RANGE));
  }

  /** Executes all runs that have not ended. The larger memory has the better results. */
  private Outcome execute(Predicate<PlannedRun> fails) throws InterruptedException {
    executed.clear();
    return runs.execute(
        directory,
        new NoCluster(),
        planned -> planned.stream().map(run -> result(run, fails.test(run))).toList());
  }

  private Finished result(PlannedRun run, boolean fails) {
    Optional<Finished> before = directory.find(run.run());
    if (before.isPresent()) {
      return before.get();
    }
    executed.add(run.run());
    boolean large = run.method().expression().equals(LARGE.expression());
    var result =
        new RunResult(
            run.run(),
            run.method().method(),
            run.learner().seed(),
            null,
            false,
            fails ? Status.FAILED : Status.FINISHED,
            fails ? "disk full" : null,
            fails ? Map.of() : Map.of("averageAccuracy", large ? .9 : .5),
            100,
            0,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            Cost.unknown());
    var finished = new Finished(result, new StreamSummary(1, 1, 0.5, 0.5, List.of()));
    directory.store(finished);
    return finished;
  }

  private static boolean selectsLarge(PlannedRun run) {
    return run.run().contains("-select-") && run.method().equals(LARGE);
  }

  @Test
  void shouldKeepAChoiceThatWasMadeWithoutFailedRuns() throws InterruptedException {
    // Given: a run of the better configuration fails, so the other one is judged
    Outcome first = execute(run -> selectsLarge(run) && run.learner().seed() == 3);
    assertThat(runs.methods(first.selection()).get(0).expression()).isEqualTo(SMALL.expression());
    assertThat(first.failedSelection()).isOne();
    assertThat(first.failed()).isZero();

    // When: the same command is given again, and the run would not fail
    Outcome again = execute(run -> false);

    // Then
    assertThat(executed).isEmpty();
    assertThat(again).isEqualTo(first);
    assertThat(runs.finished(directory)).contains(first);
  }

  @Test
  void shouldTryJudgedRunsAgain() throws InterruptedException {
    // Given
    Outcome first = execute(run -> !run.run().contains("-select-"));
    assertThat(first.failed()).isOne();
    assertThat(runs.finished(directory)).isEmpty();

    // When
    Outcome again = execute(run -> false);

    // Then
    assertThat(executed).hasSize(1);
    assertThat(again.selection()).isEqualTo(first.selection());
    assertThat(again.failed()).isZero();
  }

  @Test
  void shouldTryASelectionAgainThatCouldNotChoose() throws InterruptedException {
    // Given
    assertThatThrownBy(() -> execute(run -> run.run().contains("-select-")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("selection: no run of er has ");

    // When
    Outcome again = execute(run -> false);

    // Then: four runs of the selection and the judged one
    assertThat(executed).hasSize(5);
    assertThat(runs.methods(again.selection()).get(0).expression()).isEqualTo(LARGE.expression());
  }

  /** Has no records: the directory knows all ranges. */
  private static final class NoCluster implements ComparedStream.Cluster {
    @Override
    public RunAccess access() {
      throw new IllegalStateException("nothing is read");
    }

    @Override
    public Optional<URI> dashboard() {
      return Optional.empty();
    }

    @Override
    public InputRange range(Optional<Long> streamSeed) {
      return InputRange.parse(RANGE);
    }

    @Override
    public <T> T supervise(Callable<T> task) throws Exception {
      return task.call();
    }

    @Override
    public void deleteData() {
      // there are none
    }

    @Override
    public void close() {
      // owns nothing
    }
  }
}
