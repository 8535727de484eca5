package dev.lethe.streams.dashboard;

import dev.lethe.measures.AccuracyMatrix;
import dev.lethe.measures.AccuracyRow;
import dev.lethe.measures.AverageAccuracy;
import dev.lethe.measures.BackwardTransfer;
import dev.lethe.measures.Forgetting;
import dev.lethe.measures.LargestFall;
import dev.lethe.measures.LearningAccuracy;
import dev.lethe.schemas.Fall;
import dev.lethe.schemas.GeneratedClasses;
import dev.lethe.schemas.MatrixRow;
import dev.lethe.schemas.Prequential;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.WindowMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Records of runs over windows of 1000 examples, two digits to a window. Metrics follow from the
 * accuracy matrix that a test gives, by the formulae of the contract, so that a test can say what
 * the page has to show.
 */
final class SampleRuns {
  static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  static final int WINDOW = 1000;

  static {
    // Tests copy records with builders before there is any serde.
    GeneratedClasses.trust();
  }

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

  /** A live run, the n-th of its command. */
  static Run live(String name, String method, int n) {
    int seed = Integer.parseInt(name.replaceAll(".*-s", ""));
    return Run.newBuilder(live(name, method))
        .setSeed(seed)
        .setStartedAt(START.plusMillis(n))
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
    AccuracyMatrix matrix = matrix(rows);
    return RunMetrics.newBuilder(beforeFirstWindowEnd(name, (long) ended * WINDOW))
        .setPrequential(new Prequential(0.8, 0.9, 0.88))
        .setWindows(IntStream.range(0, ended).mapToObj(j -> window(matrix, j)).toList())
        .setMatrix(IntStream.range(0, ended).mapToObj(i -> row(matrix, i)).toList())
        .setAverageAccuracy(orNull(AverageAccuracy.of(matrix)))
        .setAverageForgetting(orNull(Forgetting.average(matrix)))
        .setBackwardTransfer(orNull(BackwardTransfer.average(matrix)))
        .setLearningAccuracy(orNull(LearningAccuracy.of(matrix)))
        .setLargestFall(fall(matrix))
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
        .setHealth(Map.of("examples.per.second", 4000.0, "lag", 120.0, "loss", 0.25))
        .build();
  }

  private static AccuracyMatrix matrix(double[][] rows) {
    var matrix = new AccuracyMatrix();
    for (int i = 0; i < rows.length; i++) {
      var accuracies = new TreeMap<Integer, Double>();
      for (int j = 0; j <= i; j++) {
        accuracies.put(j, rows[i][j]);
      }
      matrix.put(new AccuracyRow(i, accuracies));
    }
    return matrix;
  }

  private static WindowMetrics window(AccuracyMatrix matrix, int j) {
    return new WindowMetrics(
        j,
        2 * j + "-" + (2 * j + 1),
        (long) WINDOW,
        0.9,
        matrix.at(matrix.newest(), j),
        matrix.at(j, j),
        orNull(Forgetting.best(matrix, j)),
        orNull(Forgetting.of(matrix, j)),
        true);
  }

  private static Fall fall(AccuracyMatrix matrix) {
    int newest = matrix.newest();
    Map<Integer, Double> now =
        IntStream.rangeClosed(0, newest)
            .boxed()
            .collect(Collectors.toMap(j -> j, j -> matrix.at(newest, j)));
    return LargestFall.of(matrix, now, newest)
        .map(fall -> new Fall(fall.window(), fall.best(), fall.now(), fall.since()))
        .orElse(null);
  }

  private static MatrixRow row(AccuracyMatrix matrix, int i) {
    List<Double> accuracy = new ArrayList<>();
    for (int j = 0; j <= matrix.newest(); j++) {
      accuracy.add(orNull(matrix.at(i, j)));
    }
    return new MatrixRow(i, accuracy);
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
