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

/** Waits until all metrics of a sent stream are available. */
public final class CompletionWatcher {
  /** Maximum time without progress before the demo fails. */
  private static final Duration PROGRESS_TIMEOUT = Duration.ofMinutes(3);

  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

  private static final long POLL_MILLIS = 100;

  private final LocalDeployment lethe;
  private final List<String> runs;
  private final long examples;
  private final boolean scorecards;

  /**
   * Creates a watcher.
   *
   * @param lethe deployment that processes the stream
   * @param stream the sent stream
   * @param runs names of the runs
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
   * Waits until every run has processed the whole stream.
   *
   * @param progress receives a line about the progress of the runs every few seconds
   * @return the runs with their final metrics, in the order of their names in the constructor
   * @throws IllegalStateException if a run fails, or no run makes progress for 3 minutes
   */
  public List<RunView> await(Consumer<String> progress) throws InterruptedException {
    long lastDone = -1;
    long lastChange = System.nanoTime();
    long lastReport = System.nanoTime();
    while (true) {
      lethe.requireHealthy();
      List<RunView> views =
          lethe.metrics().runs().stream().filter(view -> runs.contains(view.run())).toList();
      if (views.size() == runs.size() && views.stream().allMatch(this::isFinished)) {
        progress.accept(progressLine(examples * runs.size()));
        return runs.stream()
            .map(run -> views.stream().filter(v -> v.run().equals(run)).findFirst().orElseThrow())
            .toList();
      }
      long now = System.nanoTime();
      long done = views.stream().mapToLong(CompletionWatcher::processed).sum();
      if (done != lastDone) {
        lastDone = done;
        lastChange = now;
      } else if (now - lastChange > PROGRESS_TIMEOUT.toNanos()) {
        throw new IllegalStateException(
            "no progress for %d s: %d of %d examples processed"
                .formatted(PROGRESS_TIMEOUT.toSeconds(), done, examples * runs.size()));
      }
      if (now - lastReport > REPORT_INTERVAL.toNanos() && done < examples * runs.size()) {
        lastReport = now;
        progress.accept(progressLine(done));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private String progressLine(long done) {
    return "lethe: processed %d of %d examples in %d runs"
        .formatted(done, examples * runs.size(), runs.size());
  }

  private boolean isFinished(RunView view) {
    RunMetrics metrics = view.metrics();
    if (processed(view) < examples
        || metrics.getWindows().isEmpty()
        || metrics.getMatrix().isEmpty()) {
      return false;
    }
    // The evaluation and scorecard of a window have their own topics, so they can arrive later.
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

  private static long processed(RunView view) {
    RunMetrics metrics = view.metrics();
    return metrics == null ? 0 : metrics.getExamples() + deadLetters(metrics);
  }

  static long deadLetters(RunMetrics metrics) {
    Double count = metrics.getHealth().get("dead.letters");
    return count == null ? 0 : count.longValue();
  }
}
