package dev.lethe.learner.plasticity;

import dev.lethe.learner.part.Step;

/** Fires at every window end. */
record WindowTrigger() implements Trigger {
  @Override
  public boolean firesAfter(Step step) {
    return false;
  }

  @Override
  public boolean firesAtWindowEnd() {
    return true;
  }
}
