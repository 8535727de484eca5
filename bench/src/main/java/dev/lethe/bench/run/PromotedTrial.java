package dev.lethe.bench.run;

import dev.lethe.learner.stream.Evaluation;
import dev.lethe.measures.promotion.HoldoutOutcome;
import dev.lethe.measures.promotion.HoldoutPair;
import dev.lethe.measures.promotion.Look;
import dev.lethe.measures.promotion.Objective;
import dev.lethe.measures.promotion.Promotion;
import dev.lethe.measures.promotion.PromotionRule;
import dev.lethe.measures.promotion.Switch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * A promotion among methods on one stream. A switch depends on what the members do and changes
 * nothing of it, so the members run first, one after the other, and the promotion follows.
 */
public final class PromotedTrial {
  /** Kinds in the order in which a run publishes them after the same example. */
  private static final List<Evaluation.Kind> EVALUATIONS =
      List.of(Evaluation.Kind.PERIODIC, Evaluation.Kind.WINDOW_END);

  private final PromotionRule rule;
  private final List<ClassTrial> members;

  /**
   * Creates a trial.
   *
   * @param members methods, the first champion first
   */
  public PromotedTrial(PromotionRule rule, List<ClassTrial> members) {
    this.rule = rule;
    this.members = List.copyOf(members);
  }

  /**
   * Result of a promotion.
   *
   * @param objective objective at the end
   * @param served accuracy of the served predictions by the objective, from 0 to 1
   * @param accuracies that of each member, in order
   * @param switches switches, as {@code position: member}
   */
  public record Outcome(
      Objective objective, double served, List<Double> accuracies, List<String> switches) {
    /** Returns the accuracy of the best member. */
    public double best() {
      return accuracies.stream().mapToDouble(accuracy -> accuracy).max().orElse(Double.NaN);
    }
  }

  /** Runs all members and the promotion among them. */
  public Outcome run(long seed) {
    return promote(members.stream().map(trial -> MemberTrace.of(trial, seed)).toList());
  }

  private Outcome promote(List<MemberTrace> traces) {
    List<String> names = IntStream.range(0, traces.size()).mapToObj(Integer::toString).toList();
    var promotion = new Promotion(rule, names);
    List<String> switches = new ArrayList<>();
    promotion.settle();
    int hits = 0;
    int examples = traces.get(0).examples();
    for (int i = 0; i <= examples; i++) {
      evaluate(promotion, traces, i, switches);
      if (i < examples) {
        int champion = champion(promotion);
        hits += traces.get(champion).hit(i) ? 1 : 0;
        int at = i;
        for (int member = 0; member < traces.size() && champion == champion(promotion); member++) {
          if (member != champion) {
            promotion
                .hits(names.get(member), traces.get(member).hit(i), traces.get(champion).hit(i))
                .ifPresent(change -> switches.add(text(at, change)));
          }
        }
      }
    }
    Objective objective = promotion.objective();
    List<Double> accuracies =
        traces.stream()
            .map(
                trace ->
                    objective == Objective.ALL
                        ? trace.averageAccuracy()
                        : trace.prequentialAccuracy())
            .toList();
    double served =
        objective == Objective.ALL
            ? traces.get(champion(promotion)).averageAccuracy()
            : (double) hits / examples;
    return new Outcome(objective, served, accuracies, switches);
  }

  private static void evaluate(
      Promotion promotion, List<MemberTrace> traces, int at, List<String> switches) {
    for (Evaluation.Kind kind : EVALUATIONS) {
      int champion = champion(promotion);
      SortedMap<Integer, Evaluation> served = traces.get(champion).evaluations(kind);
      if (served.containsKey(at)) {
        var look = new Look(kind == Evaluation.Kind.WINDOW_END, served.headMap(at).size() + 1L);
        IntStream.range(0, traces.size())
            .filter(member -> member != champion)
            .mapToObj(
                member ->
                    Map.entry(
                        Integer.toString(member),
                        pairs(traces.get(member).evaluations(kind).get(at), served.get(at))))
            .sorted(Comparator.comparingDouble(entry -> -HoldoutPair.difference(entry.getValue())))
            .map(entry -> promotion.evaluated(entry.getKey(), look, entry.getValue()))
            .flatMap(Optional::stream)
            .findFirst()
            .ifPresent(change -> switches.add(text(at, change)));
      }
    }
  }

  private static List<HoldoutPair> pairs(Evaluation challenger, Evaluation served) {
    return HoldoutOutcome.pairs(outcomes(challenger), outcomes(served)).orElseThrow();
  }

  private static List<HoldoutOutcome> outcomes(Evaluation evaluation) {
    return evaluation.results().stream()
        .map(
            each -> new HoldoutOutcome(each.window(), each.examples(), each.correct(), each.hits()))
        .toList();
  }

  private static int champion(Promotion promotion) {
    return Integer.parseInt(promotion.champion().orElseThrow());
  }

  private static String text(int at, Switch change) {
    return "%d:%s".formatted(at, change.to());
  }
}
