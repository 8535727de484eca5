package dev.lethe.learner.guard;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds rows whose norm ‖x‖₂ is absurd: above {@value #FLOOR}, and more than {@code ratio} times
 * the median of the newest rows, those of the step included; or above {@value #CEILING}, whatever
 * the other rows are, because sums of its squares overflow in float32. Bytes are never absurd.
 *
 * <p>The floor is above the standard scores of a column that was constant for 10,000 rows and then
 * changes: such rows are rare and large, but true.
 */
public final class RowGuard implements Stateful {
  private static final double FLOOR = 300;
  private static final double CEILING = 1e15;

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
      double bound = bound(rule, usual());
      for (int i = 0; i < norms.length; i++) {
        absurd[i] = norms[i] > bound;
      }
    }
    return absurd;
  }

  /**
   * Finds the absurd rows of a sample, by the median of its positive norms.
   *
   * @param norms norms of the rows, ‖x‖₂
   */
  public static BitSet findAbsurd(GuardRule rule, double[] norms) {
    var absurd = new BitSet();
    if (rule.acceptsAllRows() || Arrays.stream(norms).noneMatch(norm -> norm > FLOOR)) {
      return absurd;
    }
    double[] positive = Arrays.stream(norms).filter(norm -> norm > 0).sorted().toArray();
    double bound = bound(rule, positive[(positive.length - 1) / 2]);
    IntStream.range(0, norms.length).filter(row -> norms[row] > bound).forEach(absurd::set);
    return absurd;
  }

  private static double bound(GuardRule rule, double usual) {
    return Math.min(CEILING, Math.max(FLOOR, rule.ratio() * usual));
  }

  /** Returns the usual norm; 0 for a row that cannot be compared with others. */
  private double usual() {
    return level.added() == 1 ? 0 : level.get();
  }

  /** Returns ‖x‖₂; 0 for bytes, which cannot be absurd. */
  public static double norm(Features features) {
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
