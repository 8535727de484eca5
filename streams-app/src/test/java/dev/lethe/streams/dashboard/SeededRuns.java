package dev.lethe.streams.dashboard;

import dev.lethe.schemas.Prequential;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.streams.readmodel.RunBoard;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Methods with several seeds. Each run has the same accuracy on all its holdouts. */
final class SeededRuns {
  static final String ER = "er(memory=500)+sgd(lr=0.1)";
  static final String DERPP = "derpp(memory=500)+sgd(lr=0.1)";
  static final String NAIVE = "naive+sgd(lr=0.1)";
  static final int WINDOWS = 4;

  private static final List<String> ORDER = List.of("", "er", "derpp", "naive");

  /** By seed. Mean .82, 95 % t interval .781 to .859 (SciPy). */
  private static final double[] ER_ACCURACY = {.80, .84, .82, .86, .78};

  /** Less er's: mean −.31, 95 % t interval −.349 to −.271 (SciPy). */
  private static final double[] NAIVE_ACCURACY = {.50, .52, .54, .50, .49};

  private static final double[] DERPP_ACCURACY = {.83, .845, .83, .89, .80};

  private SeededRuns() {}

  /** Adds three methods with five seeds each. */
  static void accept(RunBoard board) {
    for (int seed = 1; seed <= 5; seed++) {
      accept(board, "er", ER, seed, ER_ACCURACY[seed - 1]);
      accept(board, "derpp", DERPP, seed, DERPP_ACCURACY[seed - 1]);
      accept(board, "naive", NAIVE, seed, NAIVE_ACCURACY[seed - 1]);
    }
  }

  /** Adds some methods with three seeds each, with different accuracies. */
  static void acceptMany(RunBoard board, int methods) {
    for (int m = 0; m < methods; m++) {
      for (int seed = 1; seed <= 3; seed++) {
        String method = "er(memory=%d)+sgd(lr=0.1)".formatted(100 * (m + 1));
        double accuracy = .5 + .04 * m + .01 * (seed * (m + 3) % 7);
        accept(board, "er-" + 100 * (m + 1), method, seed, accuracy);
      }
    }
  }

  /** Adds a run that has learned four windows, with a point of history at each window end. */
  static void accept(RunBoard board, String name, String method, long seed, double accuracy) {
    String run = name + "-s" + seed;
    board.accept(
        Run.newBuilder(SampleRuns.live(run, method))
            .setSeed(seed)
            .setStartedAt(SampleRuns.START.plusMillis(ORDER.indexOf(name)))
            .setSettings(
                Map.of("lethe.version", "0.1.0", "range", "0:" + seed, "holdout.share", "0.1"))
            .build());
    for (int ended = 1; ended <= WINDOWS; ended++) {
      double wobble = .01 * ((seed * 7 + ended * 5) % 5) * (WINDOWS - ended);
      accept(board, run, ended, accuracy - .03 * (WINDOWS - ended) - wobble);
    }
  }

  /** Adds metrics of a run at a window end. */
  static void accept(RunBoard board, String run, int ended, double accuracy) {
    var rows = new double[ended][];
    for (int i = 0; i < ended; i++) {
      rows[i] = new double[i + 1];
      Arrays.fill(rows[i], accuracy);
    }
    RunMetrics metrics =
        RunMetrics.newBuilder(SampleRuns.atWindowEnd(run, rows))
            .setPrequential(new Prequential(accuracy, accuracy, accuracy))
            .build();
    board.accept(metrics, SampleRuns.START.plusSeconds(ended).toEpochMilli());
  }
}
