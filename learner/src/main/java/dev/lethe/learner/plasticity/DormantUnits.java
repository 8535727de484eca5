package dev.lethe.learner.plasticity;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.network.HiddenLayer;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Plasticity;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * ReDo (Sokar et al., "The dormant neuron phenomenon in deep reinforcement learning", ICML 2023):
 * resets dormant units, which hardly respond to any input.
 *
 * <pre>
 *   s_j = mean|h_j| / (mean over the layer of mean|h| + 1e-9)        dormant: s_j ≤ τ
 * </pre>
 *
 * Means are over the newest rows of the training steps and, for a channel, over positions. No unit
 * is reset before enough rows were collected. A unit with several outputs, such as a concatenated
 * ReLU, is dormant only if all of them are.
 *
 * <p>Suits activations that can become permanently 0, such as ReLU; with others, units are hardly
 * ever dormant.
 */
public final class DormantUnits implements Plasticity {
  /** {@code redo(tau=τ, when=…, rows=n)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "redo",
          Kind.PLASTICITY,
          "Resets dormant units, which hardly respond to any input.",
          "Sokar et al., The dormant neuron phenomenon in deep reinforcement learning, ICML 2023",
          List.of(
              new Key("tau", new Domain.Real(0, true, 1, true), "0.1"),
              Trigger.key("steps:1000"),
              new Key(
                  "rows", new Domain.Whole(1, 65_536), String.valueOf(RecentRows.DEFAULT_ROWS))));

  private final double tau;
  private final Trigger trigger;
  private final Units units;
  private final List<HiddenLayer> layers;
  private final RecentRows rows;
  private long reset;
  private double share;

  public DormantUnits(Part part, MethodContext context) {
    this.tau = part.real("tau");
    this.trigger = Trigger.of(part.text("when"), part.name(), context);
    this.units = new Units(part.name(), context);
    this.layers = Units.layers(part.name(), context.model());
    this.rows = new RecentRows(part.whole("rows"), context);
  }

  @Override
  public void updated(Step step) {
    rows.add(step);
    if (trigger.firesAfter(step)) {
      resetDormant();
    } else if (step.isMeasured() && rows.isFull()) {
      findDormant();
    }
  }

  @Override
  public void windowEnded(WindowEnd end) {
    if (trigger.firesAtWindowEnd()) {
      resetDormant();
    }
  }

  /** Returns true for each dormant unit, by layer, and updates the dormant share. */
  private List<boolean[]> findDormant() {
    List<boolean[]> dormant = rows.outputs().stream().map(layer -> layer.dormant(tau)).toList();
    int all = dormant.stream().mapToInt(layer -> layer.length).sum();
    share = (double) dormant.stream().mapToInt(DormantUnits::count).sum() / all;
    return dormant;
  }

  private static int count(boolean[] layer) {
    int count = 0;
    for (boolean unit : layer) {
      count += unit ? 1 : 0;
    }
    return count;
  }

  private void resetDormant() {
    if (!rows.isFull()) {
      return;
    }
    List<boolean[]> dormant = findDormant();
    for (int i = 0; i < layers.size(); i++) {
      for (int unit = 0; unit < layers.get(i).units(); unit++) {
        if (dormant.get(i)[unit]) {
          units.reset(layers.get(i), unit);
          reset++;
        }
      }
    }
  }

  @Override
  public int forget(Set<Long> keys) {
    return trigger.forget(keys) + rows.forget(keys);
  }

  @Override
  public void forEachKey(LongConsumer action) {
    trigger.forEachKey(action);
    rows.forEachKey(action);
  }

  /**
   * Reports {@code redo.units.reset}, the number of resets, and {@code redo.dormant.share}, the
   * share of dormant units before resets, at the newest step that was measured or fired the
   * trigger.
   */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("redo.units.reset", (double) reset);
    metrics.put("redo.dormant.share", share);
  }

  @Override
  public void save(StateWriter out) {
    out.put(reset).put(share);
    trigger.save(out);
    rows.save(out);
  }

  @Override
  public void restore(StateReader in) {
    reset = in.getLong();
    share = in.getDouble();
    trigger.restore(in);
    rows.restore(in);
  }
}
