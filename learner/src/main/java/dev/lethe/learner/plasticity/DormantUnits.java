package dev.lethe.learner.plasticity;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.model.HiddenLayer;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.Plasticity;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import dev.lethe.learner.part.Workshop;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Map;

/**
 * ReDo (Sokar et al., "The dormant neuron phenomenon in deep reinforcement learning", ICML 2023):
 * units that hardly respond begin anew.
 *
 * <pre>
 *   s_j = mean|h_j| / (mean over the layer of mean|h| + 1e-9)        dormant: s_j ≤ τ
 * </pre>
 *
 * Means are over rows, and over places where the unit is a channel. A unit with several outputs,
 * such as a concatenated ReLU, is dormant only if all of them are.
 *
 * <p>Meant for activations that can be 0 for good, such as ReLU; others hardly ever go dormant. At
 * window ends the rows of the window's last step count.
 */
public final class DormantUnits implements Plasticity {
  /** {@code redo(tau=τ, when=…)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "redo",
          Kind.PLASTICITY.words(),
          List.of(
              new Key("tau", new Domain.Real(0, true, 1, true), "0.1"),
              new Key("when", Trigger.DOMAIN, "steps:1000")));

  private final double tau;
  private final Trigger trigger;
  private final Units units;
  private final List<HiddenLayer> layers;
  private final boolean[][] dormant;
  private long reset;
  private double share;

  public DormantUnits(Part part, Workshop workshop) {
    this.tau = part.real("tau");
    this.trigger = new Trigger(part.text("when"), part.name(), workshop);
    this.units = new Units(part.name(), workshop);
    this.layers = Units.layers(part.name(), workshop.model());
    this.dormant = new boolean[layers.size()][];
    for (int i = 0; i < dormant.length; i++) {
      dormant[i] = new boolean[layers.get(i).units()];
    }
  }

  @Override
  public void updated(Step step) {
    boolean fires = trigger.afterStep(step);
    if ((fires || trigger.atWindowEnd() || step.isMeasured()) && trigger.isWhole(step)) {
      look(step);
    }
    if (fires) {
      resetDormant();
    }
  }

  @Override
  public void windowEnded(WindowEnd end) {
    if (trigger.atWindowEnd()) {
      resetDormant();
    }
  }

  private void look(Step step) {
    int all = 0;
    int found = 0;
    for (int i = 0; i < layers.size(); i++) {
      dormant[i] = step.outputs(i).dormant(tau);
      for (boolean unit : dormant[i]) {
        found += unit ? 1 : 0;
      }
      all += dormant[i].length;
    }
    share = all == 0 ? 0 : (double) found / all;
  }

  private void resetDormant() {
    for (int i = 0; i < layers.size(); i++) {
      for (int unit = 0; unit < dormant[i].length; unit++) {
        if (dormant[i][unit]) {
          units.reset(layers.get(i), unit);
          dormant[i][unit] = false;
          reset++;
        }
      }
    }
  }

  /**
   * {@code redo.units.reset}; {@code redo.dormant.share}: of the units, on the rows of the newest
   * step that figures are reported of or that made it fire, before any was reset.
   */
  @Override
  public void report(Map<String, Double> figures) {
    figures.put("redo.units.reset", (double) reset);
    figures.put("redo.dormant.share", share);
  }

  @Override
  public void save(StateWriter out) {
    out.put(reset).put(share);
    trigger.save(out);
    for (boolean[] layer : dormant) {
      for (boolean unit : layer) {
        out.put(unit);
      }
    }
  }

  @Override
  public void restore(StateReader in) {
    reset = in.getLong();
    share = in.getDouble();
    trigger.restore(in);
    for (boolean[] layer : dormant) {
      for (int unit = 0; unit < layer.length; unit++) {
        layer[unit] = in.getBoolean();
      }
    }
  }
}
