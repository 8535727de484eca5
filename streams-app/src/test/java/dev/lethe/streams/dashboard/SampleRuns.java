package dev.lethe.streams.dashboard;

import dev.lethe.schemas.MatrixRow;
import dev.lethe.schemas.Prequential;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.WindowMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Records of runs over windows of 1000 examples, two digits to a window. Figures follow from the
 * accuracy matrix that a test gives, by the formulae of the contract, so that a test can say what
 * the page has to show.
 */
final class SampleRuns {
  static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  static final int WINDOW = 1000;

  private SampleRuns() {}

  static Run run(String name, String method, RunState state, String reason) {
    return Run.newBuilder()
        .setRun(name)
        .setState(state)
        .setMethod(method)
        .setModel("mlp(hidden=100:100)")
        .setSeed(1)
        .setBatchSize(10)
        .setFeatures(784)
        .setClasses(10)
        .setWindows("field")
        .setStartedAt(START)
        .setUpdatedAt(START)
        .setSettings(Map.of("lethe.version", "0.1.0"))
        .setReason(reason)
        .build();
  }

  static Run live(String name, String method) {
    return run(name, method, RunState.LIVE, null);
  }

  /**
   * Metrics at the end of the last of {@code rows}; row i is R[i][0..i]. The next window has just
   * begun.
   */
  static RunMetrics atWindowEnd(String name, double[]... rows) {
    int ended = rows.length;
    double[] newest = rows[ended - 1];
    return RunMetrics.newBuilder(beforeFirstWindowEnd(name, (long) ended * WINDOW))
        .setPrequential(new Prequential(0.8, 0.9, 0.88))
        .setWindows(IntStream.range(0, ended).mapToObj(j -> window(rows, j)).toList())
        .setMatrix(IntStream.range(0, ended).mapToObj(i -> row(i, rows)).toList())
        .setAverageAccuracy(Arrays.stream(newest).average().orElseThrow())
        .setAverageForgetting(meanOfPast(ended, j -> best(rows, j).orElseThrow() - newest[j]))
        .setBackwardTransfer(meanOfPast(ended, j -> newest[j] - rows[j][j]))
        .setLearningAccuracy(
            IntStream.range(0, ended).mapToDouble(j -> rows[j][j]).average().orElseThrow())
        .setWindowsClosed(ended)
        .build();
  }

  /** Metrics of a run that has predicted and in which no window has ended. */
  static RunMetrics beforeFirstWindowEnd(String name, long examples) {
    return RunMetrics.newBuilder()
        .setRun(name)
        .setEventTime(START)
        .setExamples(examples)
        .setScored(examples)
        .setStep(examples / 10)
        .setPrequential(new Prequential(0.5, 0.5, 0.5))
        .setWindows(
            List.of(new WindowMetrics(0, "0-1", examples, 0.5, null, null, null, null, false)))
        .setMatrix(List.of())
        .setWindowsClosed(0)
        .setFigures(Map.of("examples.per.second", 4000.0, "lag", 120.0, "loss", 0.25))
        .build();
  }

  private static WindowMetrics window(double[][] rows, int j) {
    double now = rows[rows.length - 1][j];
    OptionalDouble best = best(rows, j);
    Double highest = best.isPresent() ? best.getAsDouble() : null;
    Double forgotten = best.isPresent() ? best.getAsDouble() - now : null;
    String task = 2 * j + "-" + (2 * j + 1);
    return new WindowMetrics(
        j, task, (long) WINDOW, 0.9, now, rows[j][j], highest, forgotten, true);
  }

  private static MatrixRow row(int i, double[][] rows) {
    List<Double> accuracy = new ArrayList<>();
    for (int j = 0; j < rows.length; j++) {
      accuracy.add(j <= i ? rows[i][j] : null);
    }
    return new MatrixRow(i, accuracy);
  }

  /** max over j <= l < k of R[l][j]; empty for the newest window itself. */
  private static OptionalDouble best(double[][] rows, int j) {
    return IntStream.range(j, rows.length - 1).mapToDouble(l -> rows[l][j]).max();
  }

  private static Double meanOfPast(int ended, java.util.function.IntToDoubleFunction value) {
    OptionalDouble mean = IntStream.range(0, ended - 1).mapToDouble(value).average();
    return mean.isPresent() ? mean.getAsDouble() : null;
  }
}
