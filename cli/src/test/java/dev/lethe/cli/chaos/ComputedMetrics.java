package dev.lethe.cli.chaos;

import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.streams.metrics.MetricsReport;
import dev.lethe.streams.metrics.RunProgress;
import dev.lethe.streams.metrics.RunWindows;
import java.time.Instant;

/**
 * Metrics of a run from its committed records, each read once from the beginning: with the formulas
 * of the streams app, but without its topology, state stores, offsets and transactions.
 */
final class ComputedMetrics {
  private final RunProgress progress = new RunProgress();
  private final RunWindows windows = new RunWindows();

  private ComputedMetrics() {}

  static RunMetrics of(Published published, String run) {
    var computed = new ComputedMetrics();
    published.predictions(run).forEach(computed::add);
    published.taskWindows(run).forEach(computed::add);
    published.accuracies(run).forEach(computed::add);
    for (Scorecard scorecard : published.scorecards(run)) {
      computed.observe(scorecard.getStep(), scorecard.getEventTime());
    }
    for (Health health : published.health(run)) {
      computed.observe(health.getStep(), health.getEventTime());
    }
    return MetricsReport.of(run, computed.progress, computed.windows);
  }

  private void add(Prediction prediction) {
    if (progress.isOutside(prediction.getWindow())) {
      progress.enter(prediction.getWindow(), windows);
    }
    progress.add(prediction);
    observe(prediction.getModelStep(), prediction.getEventTime());
  }

  private void add(TaskWindow window) {
    windows.recordWindow(window);
    observe(window.getStep(), window.getEventTime());
  }

  private void add(Evaluation evaluation) {
    windows.recordEvaluation(evaluation);
    observe(evaluation.getStep(), evaluation.getEventTime());
  }

  private void observe(long step, Instant eventTime) {
    progress.observe(step, eventTime.toEpochMilli(), 0);
  }
}
