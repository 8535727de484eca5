package dev.lethe.bench.run;

import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Prediction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Hits of a run in order, and its evaluations by number of examples before, for a promotion. */
final class MemberTrace implements ScorecardListener {
  private final BitSet hits = new BitSet();
  private final SortedMap<Integer, List<HoldoutResult>> evaluations = new TreeMap<>();
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
      evaluations.put(examples, new ArrayList<>(evaluation.results()));
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

  /** Returns results on the holdouts by the number of examples before the evaluation. */
  SortedMap<Integer, List<HoldoutResult>> evaluations() {
    return evaluations;
  }

  /** Returns the average accuracy over the holdouts at the end; NaN without holdouts. */
  double averageAccuracy() {
    return evaluations.isEmpty()
        ? Double.NaN
        : evaluations.get(evaluations.lastKey()).stream()
            .mapToDouble(HoldoutResult::accuracy)
            .average()
            .orElse(Double.NaN);
  }
}
