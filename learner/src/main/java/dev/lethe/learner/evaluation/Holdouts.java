package dev.lethe.learner.evaluation;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.HoldoutResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** The holdouts of the newest windows. */
public final class Holdouts implements Stateful {
  private final HoldoutRule rule;
  private final int features;
  private final UniformRandomProvider random;
  private final Deque<Holdout> retained = new ArrayDeque<>();

  /**
   * @param features numbers per example
   * @param random drawn once for every example offered to a full holdout
   */
  public Holdouts(HoldoutRule rule, int features, UniformRandomProvider random) {
    this.rule = rule;
    this.features = features;
    this.random = random;
  }

  /** Begins the holdout of a window, and lets the oldest go if there are too many. */
  public void open(int window) {
    if (retained.size() == rule.maxWindows()) {
      retained.removeFirst();
    }
    retained.addLast(new Holdout(window, features, rule.capacity(), random));
  }

  /** Says which task the newest window holds, which may be null. */
  public void name(String task) {
    retained.getLast().name(task);
  }

  /** Offers an example to the newest window's holdout. */
  public void offer(Features example, int label) {
    retained.getLast().offer(example, label);
  }

  /** Predicts every holdout that has an example, in the order of the windows. */
  public List<HoldoutResult> evaluate(Predictor predictor) {
    return retained.stream()
        .filter(holdout -> holdout.size() > 0)
        .map(holdout -> holdout.evaluate(predictor))
        .toList();
  }

  /** Adds what is kept, by name. */
  public void report(Map<String, Double> metrics) {
    metrics.put("holdout.size", retained.stream().mapToDouble(Holdout::size).sum());
    metrics.put("holdout.bytes", retained.stream().mapToDouble(Holdout::memory).sum());
  }

  @Override
  public void save(StateWriter out) {
    out.put(retained.size());
    for (Holdout holdout : retained) {
      out.put(holdout.window());
      holdout.save(out);
    }
  }

  @Override
  public void restore(StateReader in) {
    retained.clear();
    for (int i = in.getInt(); i > 0; i--) {
      open(in.getInt());
      retained.getLast().restore(in);
    }
  }
}
