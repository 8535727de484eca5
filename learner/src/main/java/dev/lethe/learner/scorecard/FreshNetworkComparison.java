package dev.lethe.learner.scorecard;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import java.util.List;

/** A run and a fresh network that learn the same window. */
final class FreshNetworkComparison implements Stateful, AutoCloseable {
  private static final double LEARNT = 0.95;

  private final OnlineAccuracy run = new OnlineAccuracy();
  private final ReferenceNetwork fresh;

  FreshNetworkComparison(LearnerSpec spec, long seed) {
    this.fresh = new ReferenceNetwork(spec, seed);
  }

  /**
   * Takes the next labelled example.
   *
   * @param right whether the run has predicted it rightly
   */
  void take(Example example, boolean right) {
    run.add(right);
    fresh.learn(example);
  }

  /**
   * The outcome.
   *
   * @param accuracy the run's on the window's holdout, NaN if there is none
   * @param heldOut what the fresh network is judged by
   */
  Plasticity finish(double accuracy, List<Example> heldOut) {
    fresh.finish();
    double level = LEARNT * fresh.online().running();
    return new Plasticity(
        run.overall(),
        fresh.online().overall(),
        accuracy,
        fresh.accuracyOn(heldOut),
        run.examplesUntil(level),
        fresh.online().examplesUntil(level));
  }

  @Override
  public void save(StateWriter out) {
    out.put("run", run).put("fresh", fresh);
  }

  @Override
  public void restore(StateReader in) {
    in.get("run", run);
    in.get("fresh", fresh);
  }

  @Override
  public void close() {
    fresh.close();
  }
}
