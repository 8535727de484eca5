package dev.lethe.compare.results;

import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.analysis.TuningPlan;
import dev.lethe.compare.analysis.TuningPlan.TunedMethod;
import dev.lethe.compare.analysis.TuningResults;
import java.util.ArrayList;
import java.util.List;

/** Made-up choice of the memory of two methods; naive has nothing to choose. */
final class SampleTuning {
  private static final List<String> GRID =
      List.of("er.memory=200,500,1000", "derpp.memory=200,500,1000");

  private SampleTuning() {}

  static Tuning of(ComparisonResults judged, boolean selected) {
    List<TunedMethod> methods = List.of(tuned("er"), tuned("derpp"), naive());
    if (!selected) {
      return TuningResults.oracle(
          new TuningPlan(GRID, null, List.of(), null, methods), judged.runs(), judged.ranking());
    }
    List<RunResult> runs = new ArrayList<>();
    methods.stream()
        .filter(TunedMethod::hasChoice)
        .flatMap(method -> method.points().stream())
        .forEach(
            point -> {
              for (long seed : new long[] {11, 12}) {
                double kept = point.method().contains("500") ? .97 : .8;
                var run = new SampleRun(point.method(), false, kept, seed, 2);
                boolean fails = point.method().contains("1000") && seed == 12;
                runs.add(fails ? run.failed() : run.finished());
              }
            });
    return TuningResults.selected(new TuningPlan(GRID, 1, List.of(11L, 12L), null, methods), runs);
  }

  private static TunedMethod tuned(String part) {
    List<ComparedMethod> points =
        List.of(200, 500, 1000).stream()
            .map(memory -> part + "(memory=" + memory + ")")
            .map(text -> new ComparedMethod(text, text + "+sgd(lr=0.1)", false))
            .toList();
    return new TunedMethod(part + "(memory=500)", points);
  }

  private static TunedMethod naive() {
    return new TunedMethod(
        "naive", List.of(new ComparedMethod("naive", "naive+sgd(lr=0.1)", false)));
  }
}
