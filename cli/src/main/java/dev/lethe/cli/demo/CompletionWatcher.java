package dev.lethe.cli.demo;

import dev.lethe.cli.local.LocalDeployment;
import dev.lethe.scenarios.ExampleStream;
import dev.lethe.scenarios.TaskSize;
import dev.lethe.streams.readmodel.MetricsView;
import dev.lethe.streams.readmodel.MetricsView.MatrixRowView;
import dev.lethe.streams.readmodel.MetricsView.WindowView;
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
    MetricsView metrics = view.metrics();
    if (dealtWith(view) < examples || metrics.windows().isEmpty() || metrics.matrix().isEmpty()) {
      return false;
    }
    // Evaluation and scorecard of a window have topics of their own, so they may arrive later.
    WindowView newest = metrics.windows().get(metrics.windows().size() - 1);
    MatrixRowView newestRow = metrics.matrix().get(metrics.matrix().size() - 1);
    return newest.closed()
        && newestRow.window() == newest.window()
        && (!scorecards || isScorecardOf(newest, metrics));
  }

  private static boolean isScorecardOf(WindowView window, MetricsView metrics) {
    return metrics.scorecard() != null && metrics.scorecard().window() == window.window();
  }

  private static long dealtWith(RunView view) {
    MetricsView metrics = view.metrics();
    return metrics == null ? 0 : metrics.examples() + deadLetters(metrics);
  }

  static long deadLetters(MetricsView metrics) {
    Double count = metrics.health().get("dead.letters");
    return count == null ? 0 : count.longValue();
  }
}
