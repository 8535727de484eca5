package dev.lethe.compare.results;

import dev.lethe.compare.analysis.Analysis;
import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.results.RunResult.Cost;
import dev.lethe.compare.results.RunResult.Status;
import dev.lethe.compare.results.StreamFacts.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Results of a made-up comparison. The first two methods are equally good, the third one is naive;
 * the fourth and later ones are in between. A run of the last method fails, another one diverges.
 */
public final class SampleResults {
  public static final String BEST = "er(memory=500)";
  public static final String EQUAL = "derpp(memory=500)";
  public static final String NAIVE = "naive";
  private static final String JOINT = "joint";
  private static final String NO_CHANGE = "no-change";

  private SampleResults() {}

  /** Returns a comparison with at least two methods, and the baselines joint and no-change. */
  public static ComparisonResults of(int methods, int seeds, int windows) {
    return results(kept(methods), seeds, windows, true);
  }

  /** Returns a comparison of methods, none of which fails, without baselines. */
  public static ComparisonResults ofKept(Map<String, Double> kept, int seeds) {
    return results(kept, seeds, 5, false);
  }

  /**
   * Returns a comparison of methods, whose settings were tried.
   *
   * @param selected true if they were selected before, false for an oracle
   */
  public static ComparisonResults ofTuned(boolean selected, int seeds) {
    ComparisonResults plain = of(3, seeds, 5);
    Tuning tuning = SampleTuning.of(plain, selected);
    List<ComparedMethod> methods =
        plain.methods().stream()
            .map(each -> new ComparedMethod(each.method(), each.expression(), each.baseline()))
            .toList();
    return Analysis.of(
        methods, plain.runs(), Optional.empty(), plain.stream(), plain.provenance(), tuning);
  }

  private static ComparisonResults results(
      Map<String, Double> kept, int seeds, int windows, boolean extras) {
    List<ComparedMethod> compared = new ArrayList<>();
    List<RunResult> runs = new ArrayList<>();
    List<String> names = List.copyOf(kept.keySet());
    kept.forEach(
        (method, share) -> {
          compared.add(new ComparedMethod(method, method + "+sgd(lr=0.1)", false));
          boolean last = extras && method.equals(names.get(names.size() - 1));
          for (long seed = 1; seed <= seeds; seed++) {
            var run = new SampleRun(method, false, share, seed, windows);
            boolean fails = last && seed == 3;
            boolean diverges = last && seed == 4;
            runs.add(fails ? run.failed() : diverges ? run.diverged() : run.finished());
          }
        });
    if (extras) {
      compared.add(new ComparedMethod(JOINT, "joint+sgd(lr=0.1)", true));
      compared.add(new ComparedMethod(NO_CHANGE, null, true));
      for (long seed = 1; seed <= seeds; seed++) {
        runs.add(new SampleRun(JOINT, true, .999, seed, windows).finished());
        runs.add(noChange(seed, windows));
      }
    }
    return Analysis.of(compared, runs, Optional.empty(), stream(windows), provenance(names, seeds));
  }

  private static Map<String, Double> kept(int methods) {
    Map<String, Double> kept = new LinkedHashMap<>();
    kept.put(BEST, .97);
    kept.put(EQUAL, .97);
    kept.put(NAIVE, .45);
    for (int i = 3; i < methods; i++) {
      String rehearsal = List.of("er", "mir", "der", "er-ace").get(i % 4);
      kept.put(
          "%s(memory=%d)+mean-teacher(weight=2)".formatted(rehearsal, 100 * i), .96 - .012 * i);
    }
    if (methods == 2) {
      kept.remove(EQUAL);
    }
    return kept;
  }

  private static RunResult noChange(long seed, int windows) {
    return new RunResult(
        "no-change-s" + seed,
        NO_CHANGE,
        seed,
        seed,
        true,
        Status.FINISHED,
        null,
        Map.of("prequentialAccuracy", .5 + .001 * seed),
        (long) windows * SampleRun.EXAMPLES_PER_WINDOW,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        Cost.unknown());
  }

  private static StreamFacts stream(int windows) {
    List<Window> facts = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      long size = SampleRun.EXAMPLES_PER_WINDOW;
      int label = SampleRun.CLASSES_PER_WINDOW * i;
      facts.add(
          new Window(
              i, SampleRun.task(i), size, Map.of(label, size * 2 / 5, label + 1, size * 3 / 5)));
    }
    long examples = (long) windows * SampleRun.EXAMPLES_PER_WINDOW;
    return new StreamFacts(
        "glyphs, split into %d tasks".formatted(windows),
        "lethe.examples",
        Map.of("seed-1", "0:0-12000", "seed-2", "0:12000-24000"),
        784,
        SampleRun.CLASSES_PER_WINDOW * windows,
        examples,
        examples,
        facts);
  }

  private static Provenance provenance(List<String> methods, int seeds) {
    return new Provenance(
        "./lethe compare --dataset glyphs --scenario split --method '%s' --seeds %d --out report"
            .formatted(String.join("' --method '", methods), seeds),
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        Map.of("batch.size", "10", "holdout.share", "0.1", "windows", "field"),
        Map.of("lethe", "0.1.0", "java", "17.0.12", "pytorch", "2.7.1", "cores", "2"),
        new Provenance.Times("2026-11-28T10:00:00Z", "2026-11-28T10:02:31Z", 151.2));
  }
}
