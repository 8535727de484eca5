package dev.lethe.learner;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Accumulates the metrics of the learning steps since the last health report. */
final class StepMetrics {
  private final Map<String, Mean> means = new TreeMap<>();
  private OptionalDouble gradientNorm = OptionalDouble.empty();
  private long skipped;
  private long clipped;
  private long guardedRows;

  /** Counts an example that the guard keeps out of its step. */
  void addGuardedRow() {
    guardedRows++;
  }

  void add(StepOutcome outcome) {
    if (outcome.skipped()) {
      skipped++;
      return;
    }
    clipped += outcome.clipped() ? 1 : 0;
    if (!outcome.terms().isEmpty()) {
      add("loss", outcome.terms().values().stream().mapToDouble(Double::doubleValue).sum());
    }
    outcome.terms().forEach((term, value) -> add("loss." + term, value));
    outcome.replayLoss().ifPresent(replay -> add("replay.loss", replay));
    if (outcome.replayLoss().isPresent() && outcome.freshLoss().isPresent()) {
      // far below 0 if the model has memorised the replayed examples
      add("replay.gap", outcome.replayLoss().getAsDouble() - outcome.freshLoss().getAsDouble());
    }
    if (outcome.gradientNorm().isPresent()) {
      gradientNorm = outcome.gradientNorm();
    }
  }

  private void add(String name, double value) {
    means.computeIfAbsent(name, key -> new Mean()).add(value);
  }

  /** Returns the metrics by name and starts a new period. */
  Map<String, Double> drain() {
    Map<String, Double> metrics = new TreeMap<>();
    means.forEach((name, mean) -> mean.drain().ifPresent(value -> metrics.put(name, value)));
    gradientNorm.ifPresent(value -> metrics.put("gradient.norm", value));
    metrics.put("steps.skipped", (double) skipped);
    metrics.put("steps.clipped", (double) clipped);
    metrics.put("examples.guarded", (double) guardedRows);
    return metrics;
  }

  /** Mean of a period; repeats the previous mean if a period has no values. */
  private static final class Mean {
    private double sum;
    private long count;
    private OptionalDouble last = OptionalDouble.empty();

    void add(double value) {
      sum += value;
      count++;
    }

    OptionalDouble drain() {
      if (count > 0) {
        last = OptionalDouble.of(sum / count);
        sum = 0;
        count = 0;
      }
      return last;
    }
  }
}
