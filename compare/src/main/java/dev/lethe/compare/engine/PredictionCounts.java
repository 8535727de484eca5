package dev.lethe.compare.engine;

import dev.lethe.compare.results.RunResult.ClassResult;
import dev.lethe.compare.results.RunResult.CurvePoint;
import dev.lethe.compare.results.RunResult.WindowResult;
import dev.lethe.compare.results.StreamFacts;
import dev.lethe.measures.MajorityClassBaseline;
import dev.lethe.measures.NoChangeBaseline;
import dev.lethe.measures.SlidingAccuracy;
import dev.lethe.measures.Tally;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Counts the predictions of a run: over the stream, by window, by class, and in its course. */
final class PredictionCounts {
  private static final int SLIDING = 1_000;
  private static final int MAX_POINTS = 100;

  private final NoChangeBaseline noChange = new NoChangeBaseline();
  private final MajorityClassBaseline majority = new MajorityClassBaseline();
  private final SlidingAccuracy sliding = new SlidingAccuracy(SLIDING);
  private final Samples<CurvePoint> curve = new Samples<>(MAX_POINTS, point -> false);
  private final Map<Integer, Tally> classes = new TreeMap<>();
  private final NavigableMap<Integer, Tally> windows = new TreeMap<>();
  private final Map<Integer, Map<Integer, Long>> labels = new TreeMap<>();
  private Tally all = Tally.NONE;

  /**
   * @param label true class, or null if it is not known
   */
  void add(int window, int predicted, Integer label) {
    Tally one = Tally.NONE.unscored();
    if (label != null) {
      boolean correct = predicted == label;
      one = Tally.NONE.scored(correct);
      noChange.add(label);
      majority.add(label);
      sliding.add(correct);
      classes.merge(label, one, Tally::plus);
      labels.computeIfAbsent(window, number -> new TreeMap<>()).merge(label, 1L, Long::sum);
    }
    all = all.plus(one);
    windows.merge(window, one, Tally::plus);
    curve.add(
        new CurvePoint(all.examples(), window, Double.NaN, Double.NaN, sliding.value(), false));
  }

  Tally all() {
    return all;
  }

  /** Returns the accuracy of predicting the label before. */
  double noChange() {
    return noChange.value();
  }

  /** Returns the accuracy of predicting the most frequent label so far. */
  double majority() {
    return majority.value();
  }

  List<CurvePoint> curve() {
    return curve.elements();
  }

  List<ClassResult> classes() {
    return classes.entrySet().stream()
        .map(e -> new ClassResult(e.getKey(), e.getValue().scored(), e.getValue().correct()))
        .toList();
  }

  /**
   * @param tasks task by window
   */
  List<WindowResult> windows(Map<Integer, String> tasks) {
    return windows.entrySet().stream()
        .map(
            e ->
                new WindowResult(
                    e.getKey(),
                    tasks.get(e.getKey()),
                    e.getValue().examples(),
                    e.getValue().accuracy()))
        .toList();
  }

  /**
   * @param tasks task by window
   */
  List<StreamFacts.Window> streamWindows(Map<Integer, String> tasks) {
    return windows.entrySet().stream()
        .map(
            e ->
                new StreamFacts.Window(
                    e.getKey(),
                    tasks.get(e.getKey()),
                    e.getValue().examples(),
                    labels.getOrDefault(e.getKey(), Map.of())))
        .toList();
  }
}
