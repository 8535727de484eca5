package dev.lethe.learner.guard;

import dev.lethe.learner.network.Logits;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/**
 * Finds steps that would explode: steps whose largest |logit| is more than {@code ratio} times the
 * usual one, and above {@value #FLOOR}. The gradient of a layer is at most proportional to its
 * inputs and the weights above it, so it cannot be absurd while the logits are usual.
 */
public final class StepGuard implements Stateful {
  private static final double FLOOR = 1000;

  private final GuardRule rule;
  private final UsualLevel level = new UsualLevel();

  /** Creates a guard that has seen no steps. */
  public StepGuard(GuardRule rule) {
    this.rule = rule;
  }

  /** Returns true if a step must not change the model. Call it once per step. */
  public boolean isAbsurd(Logits logits) {
    double magnitude = logits.maxMagnitude();
    if (rule.isOff() || !rule.steps() || !(magnitude > 0)) {
      return false;
    }
    boolean absurd = magnitude > FLOOR && magnitude > rule.ratio() * level.get();
    if (!absurd || !level.isUnknown()) {
      level.add(magnitude);
    }
    return absurd;
  }

  @Override
  public void save(StateWriter out) {
    level.save(out);
  }

  @Override
  public void restore(StateReader in) {
    level.restore(in);
  }
}
