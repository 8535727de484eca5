package dev.lethe.learner.scorecard;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.RowHolder;
import dev.lethe.learner.stream.StoredExample;
import dev.lethe.measures.LearningCurve;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** Compares a run with a fresh network that is trained on the same window. */
final class FreshNetworkComparison implements RowHolder, Stateful, AutoCloseable {
  private static final double TARGET_SHARE = 0.95;

  private LearningCurve run = new LearningCurve();
  private final ReferenceNetwork fresh;

  FreshNetworkComparison(LearnerSpec spec, long seed) {
    this.fresh = new ReferenceNetwork(spec, seed);
  }

  /**
   * Adds the next labelled example of the window.
   *
   * @param correct true if the run predicted the example correctly
   */
  void add(Example example, boolean correct) {
    run.add(correct);
    fresh.learn(example);
  }

  /**
   * Ends the window and returns the comparison.
   *
   * @param accuracy accuracy of the run on the window's holdout, in [0, 1]; NaN without a holdout
   * @param heldOut examples to evaluate the fresh network on
   */
  Plasticity finish(double accuracy, List<StoredExample> heldOut) {
    fresh.finish();
    double level = TARGET_SHARE * fresh.online().running();
    return new Plasticity(
        run.overall(),
        fresh.online().overall(),
        accuracy,
        fresh.accuracyOn(heldOut),
        run.examplesUntil(level),
        fresh.online().examplesUntil(level));
  }

  @Override
  public int forget(Set<Long> keys) {
    return fresh.forget(keys);
  }

  @Override
  public void forEachKey(LongConsumer action) {
    fresh.forEachKey(action);
  }

  @Override
  public void save(StateWriter out) {
    out.put("run", run::writeTo).put("fresh", fresh);
  }

  @Override
  public void restore(StateReader in) {
    run = in.get("run", LearningCurve::readFrom);
    in.get("fresh", fresh);
  }

  @Override
  public void close() {
    fresh.close();
  }
}
