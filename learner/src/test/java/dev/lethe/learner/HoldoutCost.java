package dev.lethe.learner;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Role;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Measures what the evaluation of many small holdouts costs, in CPU time of the thread. */
final class HoldoutCost {
  private static final int FEATURES = 784;
  private static final int CLASSES = 10;

  /** Windows before the measurement: from then on there are 64 holdouts. */
  private static final int FIRST = 70;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private HoldoutCost() {}

  private static List<Example> stream(int examples) {
    var random = new Random(1);
    var stream = new ArrayList<Example>();
    for (int i = 0; i < examples; i++) {
      byte[] pixels = new byte[FEATURES];
      random.nextBytes(pixels);
      int label = random.nextInt(CLASSES);
      stream.add(new Example("e" + i, i, new Features.Bytes(pixels), label, null, Role.LEARN));
    }
    return stream;
  }

  /** Returns µs per example after the first windows. */
  private static double measure(List<Example> stream, int window, double share, String method) {
    LearnerSpec spec =
        LearnerSpec.builder(FEATURES, CLASSES)
            .method(method)
            .model("mlp(hidden=100:100)")
            .windows("count(n=" + window + ")")
            .holdout(new HoldoutRule(share, 2500, 64))
            .batchSize(10)
            .seed(1)
            .build();
    try (var learner = new Learner(spec, new LearnerListener() {})) {
      stream.subList(0, FIRST * window).forEach(learner::accept);
      long start = THREADS.getCurrentThreadCpuTime();
      stream.subList(FIRST * window, stream.size()).forEach(learner::accept);
      long nanos = THREADS.getCurrentThreadCpuTime() - start;
      return nanos / 1e3 / (stream.size() - FIRST * window);
    }
  }

  /** Usage: rounds, windows to measure, examples per window, method. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    int rounds = Integer.parseInt(args[0]);
    int window = Integer.parseInt(args[2]);
    List<Example> stream = stream((FIRST + Integer.parseInt(args[1])) * window);
    double[] with = new double[rounds];
    double[] without = new double[rounds];
    for (int round = -1; round < rounds; round++) { // the first one warms up
      double held = measure(stream, window, 0.1, args[3]);
      double none = measure(stream, window, 0, args[3]);
      if (round >= 0) {
        with[round] = held;
        without[round] = none;
      }
    }
    Arrays.sort(with);
    Arrays.sort(without);
    System.out.printf(
        "µs per example, median of %d rounds (least): 64 holdouts %.1f (%.1f), none %.1f (%.1f)%n",
        rounds, with[rounds / 2], with[0], without[rounds / 2], without[0]);
  }
}
