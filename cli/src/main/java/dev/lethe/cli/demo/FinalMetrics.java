package dev.lethe.cli.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.streams.readmodel.MetricsView;
import dev.lethe.streams.readmodel.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a demo came to: the public contract of {@code ./lethe demo --exit}.
 *
 * @param runs in the order of the methods
 * @param elapsedSeconds since the command began
 */
public record FinalMetrics(List<RunResult> runs, double elapsedSeconds) {

  /**
   * One run. Accuracies are in [0,1]; null where not defined.
   *
   * @param run name
   * @param method expression in canonical form
   * @param seed of the run
   * @param examples predicted
   * @param windows task windows that ended
   * @param averageAccuracy mean of the last row of the matrix
   * @param averageForgetting Chaudhry: best so far minus now
   * @param backwardTransfer now minus when learnt
   * @param learningAccuracy mean of the diagonal
   * @param prequentialAccuracy test-then-train, over the whole stream
   * @param deadLetters records that could not be learnt from
   * @param matrix row i: accuracy on each window's holdout after window i; null above the diagonal
   * @param scorecard figures of the newest card by name, without the {@code scorecard.} that their
   *     names begin with; empty where there is no card
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
      Map<String, Double> scorecard) {

    public static RunResult of(RunView run) {
      MetricsView metrics = run.metrics();
      return new RunResult(
          run.run(),
          run.method(),
          run.seed(),
          metrics.examples(),
          metrics.windowsClosed(),
          metrics.averageAccuracy(),
          metrics.averageForgetting(),
          metrics.backwardTransfer(),
          metrics.learningAccuracy(),
          metrics.prequential().cumulative(),
          CompletionWatcher.deadLetters(metrics),
          metrics.matrix().stream().map(MetricsView.MatrixRowView::accuracy).toList(),
          scorecard(metrics));
    }

    /** The same in words. */
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

    /** What the stream did not have, and which metrics are not defined for that reason. */
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

    private static SortedMap<String, Double> scorecard(MetricsView metrics) {
      SortedMap<String, Double> card = new TreeMap<>();
      metrics
          .figures()
          .forEach(
              (name, value) -> {
                if (name.startsWith(Scorecard.PREFIX)) {
                  card.put(name.substring(Scorecard.PREFIX.length()), value);
                }
              });
      return card;
    }

    private static String percent(Double share) {
      return share == null ? "–" : "%.1f %%".formatted(100 * share);
    }
  }

  /** One line. */
  public String toJson() {
    try {
      return new ObjectMapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and strings are always writable", e);
    }
  }
}
