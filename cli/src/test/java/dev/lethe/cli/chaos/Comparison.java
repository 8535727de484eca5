package dev.lethe.cli.chaos;

import dev.lethe.schemas.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A run that was disturbed beside its undisturbed twin.
 *
 * @param examples number of examples to predict
 * @param lost examples that the run has not predicted
 * @param doubled predictions beyond the first of each example
 * @param differences what differs, in words
 * @param recoveries starts of the trainer after kills
 */
public record Comparison(
    int examples, long lost, long doubled, List<String> differences, List<Recovery> recoveries) {

  private static final float MAX_ROUNDING = 1e-5f;

  /**
   * Compares two finished runs.
   *
   * @param expected offsets of the examples to predict
   */
  static Comparison of(
      List<Long> expected, RunOutput run, RunOutput twin, List<Recovery> recoveries) {
    Set<Long> predicted =
        run.predictions().stream().map(Prediction::getOffset).collect(Collectors.toSet());
    var differences = new ArrayList<String>();
    compare("prediction", byOffset(run.predictions()), byOffset(twin.predictions()), differences);
    compareConfidences(run.predictions(), twin.predictions(), differences);
    compare("evaluation", numbered(run.evaluations()), numbered(twin.evaluations()), differences);
    compare("window", numbered(run.windows()), numbered(twin.windows()), differences);
    compare(
        "final digest",
        numbered(List.of(run.digest(), run.checkpoint())),
        numbered(List.of(twin.digest(), twin.checkpoint())),
        differences);
    compare(
        "metrics",
        numbered(List.of(run.metrics().published())),
        numbered(List.of(twin.metrics().published())),
        differences);
    for (RunOutput each : List.of(run, twin)) {
      RunOutput.Metrics metrics = each.metrics();
      compare(
          "published and shown metrics of " + each.run(),
          numbered(List.of(metrics.published(), metrics.shown())),
          numbered(List.of(metrics.computed(), metrics.computed())),
          differences);
    }
    return new Comparison(
        expected.size(),
        expected.stream().filter(offset -> !predicted.contains(offset)).count(),
        run.predictions().size() - predicted.size(),
        List.copyOf(differences),
        List.copyOf(recoveries));
  }

  /** Returns true if nothing is lost, doubled or different. */
  boolean same() {
    return lost == 0 && doubled == 0 && differences.isEmpty();
  }

  private static Map<Long, String> byOffset(List<Prediction> predictions) {
    var byOffset = new TreeMap<Long, String>();
    predictions.forEach(
        p ->
            byOffset.put(
                p.getOffset(),
                "%d by model %d in window %d"
                    .formatted(p.getPredicted(), p.getModelStep(), p.getWindow())));
    return byOffset;
  }

  /**
   * The last bit of a confidence depends on how many rows are predicted together, so on when a slow
   * stream is committed.
   */
  private static void compareConfidences(
      List<Prediction> got, List<Prediction> expected, List<String> differences) {
    var confidences = new TreeMap<Long, Float>();
    expected.forEach(p -> confidences.put(p.getOffset(), p.getConfidence()));
    for (Prediction p : got) {
      Float twins = confidences.get(p.getOffset());
      if (twins != null && !(Math.abs(p.getConfidence() - twins) <= MAX_ROUNDING)) {
        differences.add(
            "confidence %d: got %s, expected %s"
                .formatted(p.getOffset(), p.getConfidence(), twins));
      }
    }
  }

  private static Map<Long, String> numbered(List<String> texts) {
    var numbered = new TreeMap<Long, String>();
    texts.forEach(text -> numbered.put((long) numbered.size(), text));
    return numbered;
  }

  private static void compare(
      String what, Map<Long, String> got, Map<Long, String> expected, List<String> differences) {
    var keys = new TreeSet<>(got.keySet());
    keys.addAll(expected.keySet());
    for (Long key : keys) {
      String ours = got.getOrDefault(key, "nothing");
      String twins = expected.getOrDefault(key, "nothing");
      if (!ours.equals(twins)) {
        differences.add("%s %d: got %s, expected %s".formatted(what, key, ours, twins));
      }
    }
  }

  /** Returns the last line of the report. */
  String summary(int rounds) {
    return String.format(
        Locale.ROOT,
        "rounds=%d lost=%d doubled=%d differing=%d recovery_p99_s=%.1f",
        rounds,
        lost,
        doubled,
        differences.size(),
        Recovery.seconds(recoveries, 0.99));
  }
}
