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
 * Final metrics of a demo. Their JSON is the public contract of {@code ./lethe demo --exit}.
 *
 * @param runs results of the runs, in the order of the methods
 * @param elapsedSeconds seconds since the start of the command
 */
public record FinalMetrics(List<RunResult> runs, double elapsedSeconds) {

  /**
   * Final metrics of one run. R[i][j] is the accuracy on the holdout of window j after window i,
   * and k is the last window. A metric that is not defined is null.
   *
   * @param run name of the run
   * @param method method expression in canonical form
   * @param seed seed of the run
   * @param examples number of predicted examples
   * @param windows number of closed task windows
   * @param averageAccuracy mean of R[k][j] over j, in [0, 1]
   * @param averageForgetting mean over j &lt; k of max_{i&lt;k} R[i][j] − R[k][j] (Chaudhry et al.,
   *     2018), in [−1, 1]
   * @param backwardTransfer mean over j &lt; k of R[k][j] − R[j][j], in [−1, 1]
   * @param learningAccuracy mean of R[j][j] over j, in [0, 1]
   * @param prequentialAccuracy test-then-train accuracy over the whole stream, in [0, 1]
   * @param deadLetters number of rejected records
   * @param matrix accuracy matrix R; null above the diagonal
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

    /** Returns the result of a run from its view. */
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

    /** Returns a summary of the metrics for the console. */
    @JsonIgnore
    public String summary() {
      return "%s: %d task windows, average accuracy %s, forgetting %s, prequential accuracy %s"
          .formatted(
              method,
              windows,
              percent(averageAccuracy),
              percent(averageForgetting),
              percent(prequentialAccuracy));
    }

    /** Returns the metrics that are not defined, each with its reason and remedy. */
    @JsonIgnore
    public List<String> missing() {
      List<String> missing = new ArrayList<>();
      if (averageAccuracy == null) {
        missing.add(
            "no accuracy matrix, because no examples were held out; hold out 10 % with"
                + " --holdout-share 0.1");
      }
      if (windows < 2) {
        missing.add(
            "no forgetting, because the stream had only one task window; cut it with --windows"
                + " 'count(n=1000)'");
      }
      return missing;
    }

    private static String percent(Double share) {
      return share == null ? "–" : "%.1f %%".formatted(100 * share);
    }
  }

  /** Returns the metrics as one line of JSON. */
  public String toJson() {
    try {
      return new ObjectMapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("final metrics cannot be written as JSON", e);
    }
  }
}
