package dev.lethe.learner.evaluation;

import dev.lethe.learner.evaluation.HoldoutBatch.WindowHoldout;
import dev.lethe.learner.guard.GuardRule;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.RowHolder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/** Holdouts of the newest windows, and examples that wait for a window with their task. */
public final class Holdouts implements RowHolder, Stateful {
  private final HoldoutRule rule;
  private final int features;
  private final GuardRule guard;
  private final UniformRandomProvider random;
  private final WindowSamples<Holdout> samples;
  private final HoldoutRows rows;

  /**
   * Creates an empty set of holdouts.
   *
   * @param rule rule with the bounds of the holdouts
   * @param byTask true if each window has one task
   * @param features number of features per example
   * @param guard rule that keeps absurd rows out of evaluations
   * @param random source of one draw per example offered to a full holdout
   */
  public Holdouts(
      HoldoutRule rule,
      boolean byTask,
      int features,
      GuardRule guard,
      UniformRandomProvider random) {
    this.rule = rule;
    this.features = features;
    this.guard = guard;
    this.random = random;
    this.rows = new HoldoutRows(features);
    int max = rule.maxWindows();
    this.samples = new WindowSamples<>(new SampleRule(byTask, max, max), this::create);
  }

  private Holdout create() {
    return new Holdout(features, rule.capacity(), guard, random);
  }

  /** Opens the holdout of a window. Removes the oldest holdout if there are too many. */
  public void open(int window, String task) {
    samples.open(window, task);
  }

  /** Sets the task of the open window, or null. */
  public void setTask(String task) {
    samples.setTask(task);
  }

  /** Adds a task to those that the open window contains. */
  public void addTask(String task) {
    samples.addTask(task);
  }

  /** Closes the open window. Its holdout is evaluated only if something was learned in it. */
  public void close(boolean learned) {
    samples.close(learned);
  }

  /** Offers a LEARN example to the holdout of the open window. */
  public void offer(Example example) {
    samples.newestSample().offer(example);
  }

  /** Offers an EVALUATE example to the holdout of the newest window that contains its task. */
  public void evaluateOn(Example example) {
    samples.sampleOf(example.task()).offer(example);
  }

  /** Evaluates the model on every holdout with examples that count, in the order of the windows. */
  public List<HoldoutResult> evaluate(Predictor predictor) {
    return HoldoutBatch.evaluate(samples.map(WindowHoldout::new), rows, predictor);
  }

  /**
   * Reports {@code holdout.size} and {@code holdout.bytes} of all holdouts, and if they are not 0,
   * {@code holdout.waiting}, the number of examples whose task no window has contained yet, and
   * {@code holdout.absurd}, the number of examples that are absurd and do not count.
   */
  public void report(Map<String, Double> metrics) {
    metrics.put("holdout.size", all().mapToDouble(Holdout::size).sum());
    metrics.put("holdout.bytes", all().mapToDouble(Holdout::sizeInBytes).sum());
    double waiting = samples.waiting().stream().mapToDouble(Holdout::size).sum();
    if (waiting > 0) {
      metrics.put("holdout.waiting", waiting);
    }
    double absurd = all().mapToDouble(holdout -> holdout.absurd().cardinality()).sum();
    if (absurd > 0) {
      metrics.put("holdout.absurd", absurd);
    }
  }

  private Stream<Holdout> all() {
    return samples.all();
  }

  @Override
  public int forget(Set<Long> keys) {
    rows.clear(); // a removed row leaves no trace in memory
    return all().mapToInt(holdout -> holdout.forget(keys)).sum();
  }

  @Override
  public void forEachKey(LongConsumer action) {
    all().forEach(holdout -> holdout.forEachKey(action));
  }

  @Override
  public void save(StateWriter out) {
    samples.save(out, Holdout::save);
  }

  @Override
  public void restore(StateReader in) {
    samples.restore(
        in,
        reader -> {
          Holdout holdout = create();
          holdout.restore(reader);
          return holdout;
        });
  }
}
