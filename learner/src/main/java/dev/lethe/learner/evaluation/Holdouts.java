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

/** Holdouts of the newest windows. */
public final class Holdouts implements Stateful {
  private final HoldoutRule rule;
  private final int features;
  private final UniformRandomProvider random;
  private final Deque<Holdout> retained = new ArrayDeque<>();

  /**
   * Creates an empty set of holdouts.
   *
   * @param rule rule with the bounds of the holdouts
   * @param features number of features per example
   * @param random source of one draw per example offered to a full holdout
   */
  public Holdouts(HoldoutRule rule, int features, UniformRandomProvider random) {
    this.rule = rule;
    this.features = features;
    this.random = random;
  }

  /** Opens the holdout of a window. Removes the oldest holdout if there are too many. */
  public void open(int window) {
    if (retained.size() == rule.maxWindows()) {
      retained.removeFirst();
    }
    retained.addLast(new Holdout(window, features, rule.capacity(), random));
  }

  /** Sets the task of the newest window, or null. */
  public void setTask(String task) {
    retained.getLast().setTask(task);
  }

  /** Offers an example to the holdout of the newest window. */
  public void offer(Features example, int label) {
    retained.getLast().offer(example, label);
  }

  /** Evaluates the model on every holdout with examples, in the order of the windows. */
  public List<HoldoutResult> evaluate(Predictor predictor) {
    return retained.stream()
        .filter(holdout -> holdout.size() > 0)
        .map(holdout -> holdout.evaluate(predictor))
        .toList();
  }

  /** Reports {@code holdout.size} and {@code holdout.bytes}. */
  public void report(Map<String, Double> metrics) {
    metrics.put("holdout.size", retained.stream().mapToDouble(Holdout::size).sum());
    metrics.put("holdout.bytes", retained.stream().mapToDouble(Holdout::sizeInBytes).sum());
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
    for (int i = in.getCount(); i > 0; i--) {
      open(in.getInt());
      retained.getLast().restore(in);
    }
  }
}
