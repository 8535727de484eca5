package dev.lethe.learner.plasticity;

import dev.lethe.learner.health.Ranks;
import dev.lethe.learner.health.UnitActivity;
import dev.lethe.learner.health.UnitOutputs;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Fires when a metric of the hidden units crosses a bound.
 *
 * <p>The metric is measured on {@link RecentRows}, each time that all of them have been replaced.
 * After firing, the trigger fires again only once the metric has been within the bound at {@value
 * #CALM} measurements in a row, so that the effect of a reset does not fire it again. Without
 * hidden layers it never fires. The units of a convolution are its channels, and its rank is the
 * rank of the channels' means over space.
 */
final class UnitTrigger implements Trigger {
  private static final int CALM = 3;

  private final Predicate<List<UnitOutputs>> crossed;
  private final Optional<RecentRows> rows;
  private int calmNeeded;

  private UnitTrigger(Predicate<List<UnitOutputs>> crossed, int rows, MethodContext context) {
    this.crossed = crossed;
    this.rows =
        context.model().hiddenLayers().isEmpty()
            ? Optional.empty()
            : Optional.of(new RecentRows(rows, context));
  }

  /**
   * Returns a trigger that fires when the share of dormant units rises above a bound.
   *
   * @param bound share of all hidden units, in (0, 1]
   * @param rows number of rows on which units are measured
   */
  static UnitTrigger dormantAbove(double bound, int rows, MethodContext context) {
    return new UnitTrigger(layers -> dormantShare(layers) > bound, rows, context);
  }

  /**
   * Returns a trigger that fires when the effective rank of the last hidden layer falls below a
   * bound.
   *
   * @param bound share of the maximum rank, in (0, 1]
   * @param rows number of rows on which units are measured
   */
  static UnitTrigger rankBelow(double bound, int rows, MethodContext context) {
    return new UnitTrigger(layers -> rankShare(layers) < bound, rows, context);
  }

  @Override
  public boolean firesAfter(Step step) {
    if (rows.isEmpty()) {
      return false;
    }
    RecentRows recent = rows.get();
    recent.add(step);
    if (!recent.isFull() || !recent.areNew()) {
      return false;
    }
    boolean fires = false;
    if (crossed.test(recent.outputs())) {
      fires = calmNeeded == 0;
      calmNeeded = CALM;
    } else {
      calmNeeded = Math.max(0, calmNeeded - 1);
    }
    return fires;
  }

  private static double dormantShare(List<UnitOutputs> layers) {
    return UnitActivity.combine(
            layers.stream().map(one -> UnitActivity.of(one, UnitActivity.DEFAULT_TAU)).toList())
        .dormant();
  }

  private static double rankShare(List<UnitOutputs> layers) {
    UnitOutputs last = layers.get(layers.size() - 1);
    return Ranks.of(last.pooled(), last.rows(), last.outputs(), Ranks.DEFAULT_DELTA).effective()
        / Math.min(last.rows(), last.outputs());
  }

  @Override
  public int forget(Set<Long> keys) {
    return rows.map(recent -> recent.forget(keys)).orElse(0);
  }

  @Override
  public void forEachKey(LongConsumer action) {
    rows.ifPresent(recent -> recent.forEachKey(action));
  }

  @Override
  public void save(StateWriter out) {
    out.put(calmNeeded);
    rows.ifPresent(recent -> recent.save(out));
  }

  @Override
  public void restore(StateReader in) {
    calmNeeded = in.getInt();
    rows.ifPresent(recent -> recent.restore(in));
  }
}
