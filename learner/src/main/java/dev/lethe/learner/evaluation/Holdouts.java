package dev.lethe.learner.evaluation;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.RowHolder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/** Holdouts of the newest windows, and examples that wait for the window of their task. */
public final class Holdouts implements RowHolder, Stateful {
  private final HoldoutRule rule;
  private final int features;
  private final UniformRandomProvider random;
  private final WindowSamples<Holdout> samples;

  /**
   * Creates an empty set of holdouts.
   *
   * @param rule rule with the bounds of the holdouts
   * @param byTask true if each window has one task
   * @param features number of features per example
   * @param random source of one draw per example offered to a full holdout
   */
  public Holdouts(HoldoutRule rule, boolean byTask, int features, UniformRandomProvider random) {
    this.rule = rule;
    this.features = features;
    this.random = random;
    int max = rule.maxWindows();
    this.samples = new WindowSamples<>(new SampleRule(byTask, max, max), this::create);
  }

  private Holdout create() {
    return new Holdout(features, rule.capacity(), random);
  }

  /** Opens the holdout of a window. Removes the oldest holdout if there are too many. */
  public void open(int window, String task) {
    samples.open(window, task);
  }

  /** Sets the task of the open window, or null. */
  public void setTask(String task) {
    samples.setTask(task);
  }

  /** Closes the open window. Its holdout is evaluated only if something was learned in it. */
  public void close(boolean learned) {
    samples.close(learned);
  }

  /** Offers a LEARN example to the holdout of the open window. */
  public void offer(Example example) {
    samples.newestSample().offer(example);
  }

  /** Offers an EVALUATE example to the holdout of its task. */
  public void evaluateOn(Example example) {
    samples.sampleOf(example.task()).offer(example);
  }

  /** Evaluates the model on every holdout with examples, in the order of the windows. */
  public List<HoldoutResult> evaluate(Predictor predictor) {
    Collection<Optional<HoldoutResult>> results =
        samples.map(
            (window, task, holdout) ->
                holdout.size() > 0
                    ? Optional.of(holdout.evaluate(window, task, predictor))
                    : Optional.empty());
    return results.stream().flatMap(Optional::stream).toList();
  }

  /**
   * Reports {@code holdout.size} and {@code holdout.bytes} of all holdouts, and {@code
   * holdout.waiting}, the number of examples for which no window of their task has opened.
   */
  public void report(Map<String, Double> metrics) {
    metrics.put("holdout.size", all().mapToDouble(Holdout::size).sum());
    metrics.put("holdout.bytes", all().mapToDouble(Holdout::sizeInBytes).sum());
    double waiting = samples.waiting().stream().mapToDouble(Holdout::size).sum();
    if (waiting > 0) {
      metrics.put("holdout.waiting", waiting);
    }
  }

  private Stream<Holdout> all() {
    return samples.all();
  }

  @Override
  public int forget(Set<Long> keys) {
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
