package dev.lethe.cli.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.lethe.schemas.MatrixRow;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.Scorecard;
import dev.lethe.streams.readmodel.AvroJson;
import dev.lethe.streams.readmodel.RunView;
import java.util.ArrayList;
import java.util.List;

/**
 * Result of a demo: the public contract of {@code ./lethe demo --exit}.
 *
 * @param runs results in the order of the methods
 * @param elapsedSeconds time since the command started
 */
public record FinalMetrics(List<RunResult> runs, double elapsedSeconds) {

  /**
   * Final metrics of one run. Accuracies are in [0,1], or null if undefined.
   *
   * @param run name of the run
   * @param method method expression in canonical form
   * @param seed seed of the run
   * @param examples number of predictions
   * @param windows number of task windows that ended
   * @param averageAccuracy mean of the last row of the matrix
   * @param averageForgetting mean over past windows of best accuracy minus final accuracy (Chaudhry
   *     et al. 2018)
   * @param backwardTransfer mean over past windows of final accuracy minus accuracy at the window's
   *     end
   * @param learningAccuracy mean of the diagonal
   * @param prequentialAccuracy test-then-train accuracy over the whole stream
   * @param deadLetters number of rejected records
   * @param matrix row i: accuracy on each window's holdout after window i; null above the diagonal
   * @param scorecard newest scorecard; null if scorecards are off
   */
  public record RunResult(
      String run,
      String method,
      long seed,
      long examples,
      int windows,
      Double averageAccuracy,
      Double averageForgetting,
      Double backwardTransfer,
      Double learningAccuracy,
      Double prequentialAccuracy,
      long deadLetters,
      List<List<Double>> matrix,
      @JsonSerialize(using = AvroJson.class) Scorecard scorecard) {

    public static RunResult of(RunView run) {
      RunMetrics metrics = run.metrics();
      return new RunResult(
          run.run(),
          run.method(),
          run.seed(),
          metrics.getExamples(),
          metrics.getWindowsClosed(),
          metrics.getAverageAccuracy(),
          metrics.getAverageForgetting(),
          metrics.getBackwardTransfer(),
          metrics.getLearningAccuracy(),
          metrics.getPrequential().getCumulative(),
          CompletionWatcher.deadLetters(metrics),
          metrics.getMatrix().stream().map(MatrixRow::getAccuracy).toList(),
          metrics.getScorecard());
    }

    /** Returns the metrics as a sentence. */
    @JsonIgnore
    public String sentence() {
      return "%s: after %d task windows knows %s on average, has forgotten %s (prequential %s)"
          .formatted(
              method,
              windows,
              percent(averageAccuracy),
              percent(averageForgetting),
              percent(prequentialAccuracy));
    }

    /** Returns the metrics that are undefined, with the reason and the remedy. */
    @JsonIgnore
    public List<String> missing() {
      List<String> missing = new ArrayList<>();
      if (averageAccuracy == null) {
        missing.add(
            "no accuracy matrix: no example was held out; --holdout-share 0.1 holds a tenth out");
      }
      if (windows < 2) {
        missing.add(
            "no forgetting: there was one task window only; --windows 'count(n=1000)' cuts them");
      }
      return missing;
    }

    private static String percent(Double share) {
      return share == null ? "–" : "%.1f %%".formatted(100 * share);
    }
  }

  /** Returns one line of JSON. */
  public String toJson() {
    try {
      return new ObjectMapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and strings are always writable", e);
    }
  }
}
