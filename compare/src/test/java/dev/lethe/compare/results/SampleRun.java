package dev.lethe.compare.results;

import dev.lethe.compare.results.RunResult.AlarmText;
import dev.lethe.compare.results.RunResult.ClassResult;
import dev.lethe.compare.results.RunResult.Cost;
import dev.lethe.compare.results.RunResult.CurvePoint;
import dev.lethe.compare.results.RunResult.MatrixRow;
import dev.lethe.compare.results.RunResult.Status;
import dev.lethe.compare.results.RunResult.WindowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Run of a made-up learner. It learns each window to about the same accuracy, and keeps a share of
 * it per later window.
 *
 * @param method name of the method
 * @param baseline true for a baseline
 * @param kept share of the accuracy on a window that survives each later window, in [0, 1]
 * @param seed seed of the noise
 * @param windows number of windows
 */
public record SampleRun(String method, boolean baseline, double kept, long seed, int windows) {
  static final int EXAMPLES_PER_WINDOW = 2_000;
  static final int CLASSES_PER_WINDOW = 2;
  private static final int POINTS_PER_WINDOW = 20;

  public RunResult finished() {
    return result(Status.FINISHED, null, List.of());
  }

  public RunResult diverged() {
    return result(
        Status.DIVERGED,
        "loss: got NaN at example 9,800",
        List.of(new AlarmText("model.diverged", "The loss is not finite.")));
  }

  public RunResult failed() {
    return new RunResult(
        name(),
        method,
        seed,
        seed,
        baseline,
        Status.FAILED,
        "memory: got 3.9 GB, expected at most 2 GB",
        Map.of(),
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new AlarmText("run.failed", "The run has failed.")),
        null,
        Cost.unknown());
  }

  private String name() {
    return method.replaceAll("[^a-z0-9.]+", "-") + "-s" + seed;
  }

  private RunResult result(Status status, String reason, List<AlarmText> alarms) {
    Random noise = new Random(31L * method.hashCode() + seed);
    double[][] matrix = matrix(noise, status == Status.DIVERGED ? .5 : 1);
    List<WindowResult> perWindow = new ArrayList<>();
    List<ClassResult> perClass = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      double accuracy = matrix[i][i] - .08 + .02 * noise.nextGaussian();
      perWindow.add(new WindowResult(i, task(i), EXAMPLES_PER_WINDOW, clip(accuracy)));
      for (int c = 0; c < CLASSES_PER_WINDOW; c++) {
        long examples = EXAMPLES_PER_WINDOW / CLASSES_PER_WINDOW;
        long correct = Math.round(examples * clip(accuracy + .03 * noise.nextGaussian()));
        perClass.add(new ClassResult(CLASSES_PER_WINDOW * i + c, examples, correct));
      }
    }
    List<MatrixRow> rows = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      Map<Integer, Double> accuracies = new TreeMap<>();
      for (int j = 0; j <= i; j++) {
        accuracies.put(j, matrix[i][j]);
      }
      rows.add(new MatrixRow(i, accuracies));
    }
    double seconds = 11 + 4 * (1 - kept) + noise.nextDouble();
    return new RunResult(
        name(),
        method,
        seed,
        seed,
        baseline,
        status,
        reason,
        metrics(matrix, perWindow, noise),
        (long) windows * EXAMPLES_PER_WINDOW,
        seed % 4 == 0 ? 3 : 0,
        rows,
        perWindow,
        perClass,
        curve(matrix, noise),
        alarms,
        "5f".repeat(32),
        new Cost(seconds, windows * EXAMPLES_PER_WINDOW / seconds, Math.round(3e6 * (1 + kept))));
  }

  private double[][] matrix(Random noise, double level) {
    double[][] matrix = new double[windows][windows];
    for (int j = 0; j < windows; j++) {
      matrix[j][j] = clip(level * (.965 - .01 * (1 - kept) + .012 * noise.nextGaussian()));
      for (int i = j + 1; i < windows; i++) {
        matrix[i][j] = clip(matrix[i - 1][j] * kept + .015 * noise.nextGaussian());
      }
    }
    return matrix;
  }

  private Map<String, Double> metrics(
      double[][] matrix, List<WindowResult> perWindow, Random noise) {
    int k = windows - 1;
    double accuracy = 0;
    double learning = 0;
    double backward = 0;
    for (int j = 0; j <= k; j++) {
      accuracy += matrix[k][j] / windows;
      learning += matrix[j][j] / windows;
      backward += k == 0 ? 0 : (matrix[k][j] - matrix[j][j]) / k;
    }
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("averageAccuracy", accuracy);
    metrics.put("learningAccuracy", learning);
    metrics.put(
        "prequentialAccuracy",
        perWindow.stream().mapToDouble(WindowResult::accuracy).average().orElseThrow());
    metrics.put("anytimeAccuracy", (accuracy + learning) / 2);
    metrics.put("plasticityRatio", .97 + .02 * noise.nextGaussian());
    metrics.put("warmStartGap", .9 - accuracy + .01 * noise.nextGaussian());
    if (k > 0) {
      metrics.put("averageForgetting", forgetting(matrix, k, k, matrix[k]));
      metrics.put("backwardTransfer", backward);
      metrics.put("stabilityGap", .1 + .5 * (1 - kept) + .01 * noise.nextGaussian());
    }
    return metrics;
  }

  /**
   * Returns the mean over the first windows of the best accuracy before row {@code end}, less now.
   */
  private static double forgetting(double[][] matrix, int past, int end, double[] now) {
    double sum = 0;
    for (int j = 0; j < past; j++) {
      double best = 0;
      for (int l = j; l < end; l++) {
        best = Math.max(best, matrix[l][j]);
      }
      sum += best - now[j];
    }
    return past == 0 ? Double.NaN : sum / past;
  }

  private List<CurvePoint> curve(double[][] matrix, Random noise) {
    List<CurvePoint> curve = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      for (int point = 1; point <= POINTS_PER_WINDOW; point++) {
        double share = (double) point / POINTS_PER_WINDOW;
        boolean end = point == POINTS_PER_WINDOW;
        int known = end ? i + 1 : i;
        double[] now = new double[windows];
        double sum = 0;
        for (int j = 0; j < known; j++) {
          double before = i == 0 ? 0 : matrix[i - 1][j];
          double gap = end || j == i ? 0 : .3 * (1 - kept) * Math.exp(-8 * share);
          now[j] = end ? matrix[i][j] : before + share * (matrix[i][j] - before) - gap;
          sum += now[j];
        }
        curve.add(
            new CurvePoint(
                Math.round((i + share) * EXAMPLES_PER_WINDOW),
                i,
                known == 0 || point % 2 == 1 ? Double.NaN : sum / known,
                point % 2 == 1 ? Double.NaN : forgetting(matrix, i, i, now),
                clip(matrix[i][i] - .25 * Math.exp(-3 * share) + .01 * noise.nextGaussian()),
                end));
      }
    }
    return curve;
  }

  static String task(int window) {
    return "%d-%d"
        .formatted(
            CLASSES_PER_WINDOW * window, CLASSES_PER_WINDOW * window + CLASSES_PER_WINDOW - 1);
  }

  private static double clip(double accuracy) {
    return Math.max(0, Math.min(1, accuracy));
  }
}
