package dev.lethe.learner.guard;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import java.util.List;

/**
 * Finds rows whose norm ‖x‖₂ is absurd: above {@value #FLOOR}, and more than {@code ratio} times
 * the median of the newest rows, those of the step included. Bytes are never absurd.
 *
 * <p>The floor is above the standard scores of a column that was constant for 10,000 rows and then
 * changes: such rows are rare and large, but true.
 */
public final class RowGuard implements Stateful {
  private static final double FLOOR = 300;

  private final GuardRule rule;
  private final RecentLevel level = new RecentLevel();

  /** Creates a guard that has seen no rows. */
  public RowGuard(GuardRule rule) {
    this.rule = rule;
  }

  /**
   * Returns true for each absurd row, and adds all rows to the newest.
   *
   * @param examples examples of the next step, in stream order
   */
  public boolean[] findAbsurd(List<Example> examples) {
    boolean[] absurd = new boolean[examples.size()];
    if (rule.acceptsAllRows()) {
      return absurd;
    }
    double[] norms = new double[absurd.length];
    boolean large = false;
    for (int i = 0; i < norms.length; i++) {
      norms[i] = norm(examples.get(i).features());
      level.add(norms[i]);
      large |= norms[i] > FLOOR;
    }
    if (large) {
      double bound = Math.max(FLOOR, rule.ratio() * usual());
      for (int i = 0; i < norms.length; i++) {
        absurd[i] = norms[i] > bound;
      }
    }
    return absurd;
  }

  /** Returns the usual norm; 0 for a row that cannot be compared with others. */
  private double usual() {
    return level.added() == 1 ? 0 : level.get();
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
