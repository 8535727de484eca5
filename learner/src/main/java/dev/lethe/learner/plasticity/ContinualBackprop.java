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
 * 632, 2024). Every step resets a small share of the mature units, those with the lowest utility.
 *
 * <pre>
 *   ĥ ← d ĥ + (1 − d) mean h                                 bias-corrected by 1 − d^age
 *   u ← d u + (1 − d) mean|w_out| · mean|h − ĥ| / mean|w_in|   bias-corrected likewise
 *   in each layer, resets ρ · (units older than maturity) units, those with the lowest u, and
 *   adds w_out ĥ, the unit's average contribution, to the next bias
 * </pre>
 *
 * Means of h are over rows and, for a channel, over positions. For a unit with several outputs,
 * such as a concatenated ReLU, the contributions mean|w_out| · mean|h − ĥ| are summed, as are the
 * contributions added to the next bias. A bias is the same at all positions, so the compensation
 * for a channel is not exact at padded edges, and does not hold after max pooling.
 *
 * <p>Values that are not finite do not change the averages of a unit.
 *
 * <p>The reference implementation clears ĥ before it adds the contribution, and so adds nothing;
 * {@code transfer=false} reproduces that.
 */
public final class ContinualBackprop implements Plasticity {
  /** {@code cbp(rate=ρ, maturity=steps, decay=d, transfer=true|false)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "cbp",
          Kind.PLASTICITY,
          "Resets, in every step, a small share of the mature units with the lowest utility.",
          "Dohare et al., Loss of plasticity in deep continual learning, Nature 2024",
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
            .filter(i -> units.hasOutgoingWeights(all.get(i)))
            .mapToObj(i -> new LayerUtility(i, all.get(i), units, settings))
            .toList();
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          part.name() + ": got no hidden layer with outgoing weights per unit, expected one");
    }
    this.weights =
        new WeightMagnitudes(
            context.model(), all.stream().filter(units::hasOutgoingWeights).toList());
  }

  @Override
  public void updated(Step step) {
    // measures all layers before resetting any unit: the incoming weights of one layer are the
    // outgoing weights of another
    weights.measure();
    for (LayerUtility layer : layers) {
      layer.observe(step, weights);
    }
    for (LayerUtility layer : layers) {
      reset += layer.resetDue();
    }
  }

  /** Reports {@code cbp.units.reset}, the number of resets. */
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
