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
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Continual backpropagation (Dohare et al., "Loss of plasticity in deep continual learning", Nature
 * 632, 2024): every step, a small share of the mature units of least use begins anew.
 *
 * <pre>
 *   ĥ ← d ĥ + (1 − d) mean h                                 corrected by 1 − d^age
 *   u ← d u + (1 − d) mean|w_out| · mean|h − ĥ| / mean|w_in|   likewise
 *   in each layer, ρ · (units older than maturity) are due; those of least u begin anew,
 *   and the next bias takes over w_out ĥ, what the unit gave on average
 * </pre>
 *
 * Means of h are over rows, and over places where the unit is a channel. Of a unit with several
 * outputs, such as a concatenated ReLU, the contributions mean|w_out| · mean|h − ĥ| add up, and so
 * does what the next bias takes over. The bias stands for all places alike: what a channel gives is
 * replaced on average, but not at padded edges, nor behind a pooling that takes the largest.
 *
 * <p>A use or mean that is no finite number changes nothing of what is known of its unit.
 *
 * <p>The reference implementation clears ĥ before it is transferred, so that nothing is; {@code
 * transfer=false} does the same.
 */
public final class ContinualBackprop implements Plasticity {
  /** {@code cbp(rate=ρ, maturity=steps, decay=d, transfer=true|false)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "cbp",
          Kind.PLASTICITY,
          List.of(
              new Key("rate", new Domain.Real(0, true, 1, true), "0.0001"),
              new Key("maturity", new Domain.Whole(1, Integer.MAX_VALUE), "100"),
              new Key("decay", new Domain.Real(0, true, 1, false), "0.99"),
              Key.flag("transfer", true)));

  private final List<LayerUtility> layers;
  private final WeightMagnitudes weights;
  private long reset;

  public ContinualBackprop(Part part, MethodContext context) {
    Units units = new Units(part.name(), context);
    var settings =
        new LayerUtility.Settings(
            part.real("rate"), part.whole("maturity"), part.real("decay"), part.flag("transfer"));
    List<HiddenLayer> all = Units.layers(part.name(), context.model());
    this.layers =
        IntStream.range(0, all.size())
            .filter(i -> units.isRead(all.get(i)))
            .mapToObj(i -> new LayerUtility(i, all.get(i), units, settings))
            .toList();
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          part.name() + ": got no hidden layer whose units the next one weighs, expected one");
    }
    this.weights =
        new WeightMagnitudes(context.model(), all.stream().filter(units::isRead).toList());
  }

  @Override
  public void updated(Step step) {
    // the use of all layers before any unit changes: its incoming weights are others' outgoing ones
    weights.measure();
    for (LayerUtility layer : layers) {
      layer.observe(step, weights);
    }
    for (LayerUtility layer : layers) {
      reset += layer.replaceDue();
    }
  }

  /** {@code cbp.units.reset}. */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("cbp.units.reset", (double) reset);
  }

  @Override
  public void save(StateWriter out) {
    out.put(reset);
    layers.forEach(layer -> layer.save(out));
  }

  @Override
  public void restore(StateReader in) {
    reset = in.getLong();
    layers.forEach(layer -> layer.restore(in));
  }
}
