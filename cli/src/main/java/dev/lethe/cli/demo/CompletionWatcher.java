package dev.lethe.cli.demo;

import dev.lethe.cli.local.LocalDeployment;
import dev.lethe.scenarios.ExampleStream;
import dev.lethe.scenarios.TaskSize;
import dev.lethe.schemas.MatrixRow;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.WindowMetrics;
import dev.lethe.streams.readmodel.RunView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits until all metrics of a stream that was sent have arrived. */
public final class CompletionWatcher {
  /** Maximum time without progress. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration REPORT = Duration.ofSeconds(5);

  private static final long POLL_MILLIS = 100;

  private final LocalDeployment lethe;
  private final List<String> runs;
  private final long examples;
  private final boolean scorecards;

  /**
   * @param scorecards true if the runs publish scorecards
   */
  public CompletionWatcher(
      LocalDeployment lethe, ExampleStream stream, List<String> runs, boolean scorecards) {
    this.lethe = lethe;
    this.runs = List.copyOf(runs);
    this.examples = stream.tasks().stream().mapToLong(TaskSize::train).sum();
    this.scorecards = scorecards;
  }

  /**
   * Waits until all runs have finished.
   *
   * @param progress receives the progress of the runs, every few seconds
   * @return the runs with their final metrics, in order
   * @throws IllegalStateException if a run fails, or nothing progresses
   */
  public List<RunView> await(Consumer<String> progress) throws InterruptedException {
    long seen = -1;
    long changed = System.nanoTime();
    long reported = System.nanoTime();
    while (true) {
      lethe.requireHealthy();
      List<RunView> views =
          lethe.metrics().runs().stream().filter(view -> runs.contains(view.run())).toList();
      if (views.size() == runs.size() && views.stream().allMatch(this::isFinished)) {
        progress.accept(learnt(examples * runs.size()));
        return runs.stream()
            .map(run -> views.stream().filter(v -> v.run().equals(run)).findFirst().orElseThrow())
            .toList();
      }
      long now = System.nanoTime();
      long done = views.stream().mapToLong(CompletionWatcher::dealtWith).sum();
      if (done != seen) {
        seen = done;
        changed = now;
      } else if (now - changed > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "nothing has happened for %d s: %d of %d examples have come through"
                .formatted(PATIENCE.toSeconds(), done, examples * runs.size()));
      }
      if (now - reported > REPORT.toNanos() && done < examples * runs.size()) {
        reported = now;
        progress.accept(learnt(done));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private String learnt(long done) {
    return "lethe: learnt %d of %d examples in %d runs"
        .formatted(done, examples * runs.size(), runs.size());
  }

  private boolean isFinished(RunView view) {
    RunMetrics metrics = view.metrics();
    if (dealtWith(view) < examples
        || metrics.getWindows().isEmpty()
        || metrics.getMatrix().isEmpty()) {
      return false;
    }
    // Evaluation and scorecard of a window have topics of their own, so they may arrive later.
    WindowMetrics newest = metrics.getWindows().get(metrics.getWindows().size() - 1);
    MatrixRow newestRow = metrics.getMatrix().get(metrics.getMatrix().size() - 1);
    return newest.getClosed()
        && newestRow.getWindow() == newest.getWindow()
        && (!scorecards || isScorecardOf(newest, metrics));
  }

  private static boolean isScorecardOf(WindowMetrics window, RunMetrics metrics) {
    return metrics.getScorecard() != null
        && metrics.getScorecard().getWindow() == window.getWindow();
  }

  private static long dealtWith(RunView view) {
    RunMetrics metrics = view.metrics();
    return metrics == null ? 0 : metrics.getExamples() + deadLetters(metrics);
  }

  static long deadLetters(RunMetrics metrics) {
    Double count = metrics.getHealth().get("dead.letters");
    return count == null ? 0 : count.longValue();
  }
}
