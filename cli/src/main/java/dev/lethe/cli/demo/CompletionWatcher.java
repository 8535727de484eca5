package dev.lethe.cli.demo;

import dev.lethe.cli.local.LocalDeployment;
import dev.lethe.learner.scorecard.Scorecard;
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

/** Knows when every metric of a stream that was sent is in. */
public final class CompletionWatcher {
  /** How long nothing may change before something counts as broken. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration REPORT = Duration.ofSeconds(5);

  /** How long the last scorecard may come after all else; a run may have none. */
  private static final Duration CARD = Duration.ofSeconds(3);

  private static final double ROUNDING = 1e-9;
  private static final long POLL_MILLIS = 100;

  private final LocalDeployment lethe;
  private final List<String> runs;
  private final long examples;
  private final boolean cards;

  /**
   * @param cards whether the runs' windows end in scorecards
   */
  public CompletionWatcher(
      LocalDeployment lethe, ExampleStream stream, List<String> runs, boolean cards) {
    this.lethe = lethe;
    this.runs = List.copyOf(runs);
    this.examples = stream.tasks().stream().mapToLong(TaskSize::train).sum();
    this.cards = cards;
  }

  /**
   * Waits.
   *
   * @param progress told how far the runs are, every few seconds
   * @return the runs with their final metrics, in order
   * @throws IllegalStateException if a run fails, or none gets any further
   */
  public List<RunView> await(Consumer<String> progress) throws InterruptedException {
    long seen = -1;
    long changed = System.nanoTime();
    long reported = System.nanoTime();
    while (true) {
      lethe.requireHealthy();
      List<RunView> views =
          lethe.metrics().runs().stream().filter(view -> runs.contains(view.run())).toList();
      if (views.size() == runs.size()
          && views.stream().allMatch(this::isFinished)
          && (System.nanoTime() - changed > CARD.toNanos()
              || views.stream().allMatch(this::hasCard))) {
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
    // The evaluation of a window comes after its end, on another topic.
    WindowView newest = metrics.windows().get(metrics.windows().size() - 1);
    MatrixRowView newestRow = metrics.matrix().get(metrics.matrix().size() - 1);
    return newest.closed() && newestRow.window() == newest.window();
  }

  /** The card comes by a topic of its own; it is the newest if it knows the newest accuracy. */
  private boolean hasCard(RunView view) {
    MetricsView metrics = view.metrics();
    Double accuracy = metrics.figures().get(Scorecard.PREFIX + "accuracy");
    return !cards
        || (accuracy != null
            && metrics.averageAccuracy() != null
            && Math.abs(accuracy - metrics.averageAccuracy()) < ROUNDING);
  }

  private static long dealtWith(RunView view) {
    MetricsView metrics = view.metrics();
    return metrics == null ? 0 : metrics.examples() + deadLetters(metrics);
  }

  static long deadLetters(MetricsView metrics) {
    Double count = metrics.figures().get("dead.letters");
    return count == null ? 0 : count.longValue();
  }
}
