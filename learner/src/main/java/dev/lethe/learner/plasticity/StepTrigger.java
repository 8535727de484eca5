package dev.lethe.learner.plasticity;

import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;

/** Fires every so many steps. */
final class StepTrigger implements Trigger {
  private final long every;
  private long steps;

  /**
   * @param every number of steps, at least 1
   */
  StepTrigger(long every) {
    this.every = every;
  }

  @Override
  public boolean firesAfter(Step step) {
    // steps are counted here: offline steps all have the number of the last stream step
    steps++;
    return steps % every == 0;
  }

  @Override
  public void save(StateWriter out) {
    out.put(steps);
  }

  @Override
  public void restore(StateReader in) {
    steps = in.getLong();
  }
}
