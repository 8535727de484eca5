package dev.lethe.learner.guard;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import java.util.Arrays;
import java.util.List;

/**
 * Finds rows whose norm ‖x‖₂ is absurd: more than {@code ratio} times the usual norm, and more than
 * {@code ratio}. The first step has only its own rows to compare with, so it uses their median.
 * Bytes are never absurd.
 */
public final class RowGuard implements Stateful {
  private final GuardRule rule;
  private final UsualLevel level = new UsualLevel();

  /** Creates a guard that has seen no rows. */
  public RowGuard(GuardRule rule) {
    this.rule = rule;
  }

  /**
   * Returns true for each absurd row, and adds all rows to the usual level.
   *
   * @param examples examples of the next step, in stream order
   */
  public boolean[] findAbsurd(List<Example> examples) {
    boolean[] absurd = new boolean[examples.size()];
    if (rule.isOff()) {
      return absurd;
    }
    double[] norms = examples.stream().mapToDouble(e -> norm(e.features())).toArray();
    if (level.isUnknown()) {
      level.set(median(norms));
    }
    for (int i = 0; i < norms.length; i++) {
      absurd[i] = norms[i] > rule.ratio() * Math.max(1, level.get());
      if (norms[i] > 0) {
        level.add(norms[i]);
      }
    }
    return absurd;
  }

  private static double median(double[] norms) {
    double[] sorted = Arrays.stream(norms).filter(norm -> norm > 0).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
  }

  /** Returns ‖x‖₂; 0 for bytes, which cannot be absurd. */
  private static double norm(Features features) {
    if (!(features instanceof Features.Floats floats)) {
      return 0;
    }
    double sum = 0;
    for (float value : floats.values()) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
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
