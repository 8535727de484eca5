package dev.lethe.compare.results;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Result of one run.
 *
 * @param run name of the run
 * @param method method as the user wrote it, or the name of a baseline that needs no learner
 * @param seed seed of the learner; methods are paired by it
 * @param streamSeed seed of the stream that was made for it; null if all runs learn the same
 *     records
 * @param baseline true if the method was added as a baseline and was not requested
 * @param status how the run ended
 * @param reason reason for FAILED and DIVERGED, or null
 * @param metrics metrics by {@link RunMetric#key}, shares of 1; without those that are not defined
 * @param examples number of predicted examples
 * @param deadLetters number of rejected records
 * @param matrix accuracy matrix, one row per window end
 * @param windows prequential accuracy of each window
 * @param classes correct predictions of each class, over the whole stream
 * @param curve metrics in the course of the run, at most a few hundred points
 * @param alarms alarms that were raised, one per name
 * @param digest SHA-256 of the learner's state at the end, in hex; null if it did not end
 * @param cost time, which differs when the run is repeated, and memory
 */
public record RunResult(
    String run,
    String method,
    long seed,
    Long streamSeed,
    boolean baseline,
    Status status,
    String reason,
    Map<String, Double> metrics,
    long examples,
    long deadLetters,
    List<MatrixRow> matrix,
    List<WindowResult> windows,
    List<ClassResult> classes,
    List<CurvePoint> curve,
    List<AlarmText> alarms,
    String digest,
    Cost cost) {

  /** End of a run. */
  public enum Status {
    /** The run has learned the whole range. */
    FINISHED,
    /** As FINISHED, but the model had diverged at the end. Its metrics count. */
    DIVERGED,
    /** An error ended the run. It has no metrics, and counts as failed. */
    FAILED
  }

  /**
   * Row i of the accuracy matrix.
   *
   * @param window window i that has ended
   * @param accuracies accuracy on the holdout of each window, by its number, in [0, 1]
   */
  public record MatrixRow(int window, Map<Integer, Double> accuracies) {
    public MatrixRow {
      accuracies = new TreeMap<>(accuracies);
    }
  }

  /**
   * Predictions in a task window.
   *
   * @param window number of the window
   * @param task task of the window, or null
   * @param examples number of predictions
   * @param accuracy prequential accuracy within the window, in [0, 1]; NaN without labels
   */
  public record WindowResult(int window, String task, long examples, double accuracy) {}

  /**
   * Predictions of the examples of a class.
   *
   * @param label the class
   * @param examples number of examples of the class
   * @param correct number of correct predictions among them
   */
  public record ClassResult(int label, long examples, long correct) {}

  /**
   * Metrics at a moment of the run; NaN if not defined.
   *
   * @param examples number of predictions before
   * @param window number of the newest window
   * @param averageAccuracy mean accuracy on the holdouts of the windows so far
   * @param averageForgetting mean over the past windows of the best accuracy at a window end, minus
   *     that of now
   * @param prequentialAccuracy accuracy of the newest 1,000 predictions with labels
   * @param windowEnd true if a window had just ended
   */
  public record CurvePoint(
      long examples,
      int window,
      double averageAccuracy,
      double averageForgetting,
      double prequentialAccuracy,
      boolean windowEnd) {}

  /**
   * Alarm of a run.
   *
   * @param name name in dot.case
   * @param text the alarm in words
   */
  public record AlarmText(String name, String text) {}

  /**
   * Cost of a run.
   *
   * @param seconds time from start to end, of the process that finished it
   * @param examplesPerSecond predicted examples per second of it
   * @param stateBytes size of the learner's state at the end, in bytes: parameters, state of the
   *     optimizer, buffers and holdouts; the same in each run of the plan; null if there is none
   */
  public record Cost(double seconds, double examplesPerSecond, Long stateBytes) {
    /** Returns a cost of which nothing is known. */
    public static Cost unknown() {
      return new Cost(Double.NaN, Double.NaN, null);
    }
  }

  public RunResult {
    metrics = new TreeMap<>(metrics);
    matrix = List.copyOf(matrix);
    windows = List.copyOf(windows);
    classes = List.copyOf(classes);
    curve = List.copyOf(curve);
    alarms = List.copyOf(alarms);
  }

  /** Returns a metric; empty if it is not defined. */
  public Optional<Double> metric(RunMetric metric) {
    return Optional.ofNullable(metrics.get(metric.key()));
  }

  /** Returns true if the run has metrics. */
  public boolean hasEnded() {
    return status != Status.FAILED;
  }

  /** Returns the same run as that of a baseline, or of a requested method. */
  public RunResult ofBaseline(boolean added) {
    return new RunResult(
        run,
        method,
        seed,
        streamSeed,
        added,
        status,
        reason,
        metrics,
        examples,
        deadLetters,
        matrix,
        windows,
        classes,
        curve,
        alarms,
        digest,
        cost);
  }
}
