package dev.lethe.bench.run;

import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Prediction;
import java.util.BitSet;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Hits of a run in order, and its evaluations by number of examples before, for a promotion. */
final class MemberTrace implements ScorecardListener {
  private final BitSet hits = new BitSet();
  private final SortedMap<Integer, Evaluation> windowEnds = new TreeMap<>();
  private final SortedMap<Integer, Evaluation> periodic = new TreeMap<>();
  private int examples;

  /** Runs a method on a stream and returns what it did. */
  static MemberTrace of(ClassTrial trial, long seed) {
    var trace = new MemberTrace();
    trial.learn(seed, trace);
    return trace;
  }

  @Override
  public void predicted(Example example, Prediction prediction) {
    if (example.label() != Example.UNLABELLED) {
      hits.set(examples++, prediction.predicted() == example.label());
    }
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    if (!evaluation.results().isEmpty()) {
      evaluations(evaluation.kind()).put(examples, evaluation);
    }
  }

  /** Returns the number of labelled examples. */
  int examples() {
    return examples;
  }

  boolean hit(int example) {
    return hits.get(example);
  }

  double prequentialAccuracy() {
    return (double) hits.cardinality() / examples;
  }

  /** Returns evaluations of a kind by the number of examples before. */
  SortedMap<Integer, Evaluation> evaluations(Evaluation.Kind kind) {
    return kind == Evaluation.Kind.WINDOW_END ? windowEnds : periodic;
  }

  /** Returns the average accuracy over the holdouts at the end; NaN without holdouts. */
  double averageAccuracy() {
    return Stream.of(windowEnds, periodic)
        .filter(each -> !each.isEmpty())
        .max(Comparator.comparingInt(SortedMap::lastKey))
        .map(each -> each.get(each.lastKey()))
        .stream()
        .flatMap(last -> last.results().stream())
        .mapToDouble(HoldoutResult::accuracy)
        .average()
        .orElse(Double.NaN);
  }
}
