package dev.lethe.learner.plasticity;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.network.Model;
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
 * Moves whole parameters towards a new random initialisation θ_fresh, θ ← λ θ + γ θ_fresh, and
 * resets their optimizer state.
 *
 * <pre>
 *   shrink-perturb   all parameters (Ash and Adams, "On warm-starting neural network training", 2020)
 *   network-reset    all parameters, λ = 0, γ = 1
 *   head-reset       parameters of the head, λ = 0, γ = 1
 * </pre>
 */
public final class ParameterReset implements Plasticity {
  private static final Key WHEN = Trigger.key("window");

  /** {@code shrink-perturb(shrink=λ, perturb=γ, when=…)}. */
  public static final PartDefinition SHRINK_PERTURB =
      new PartDefinition(
          "shrink-perturb",
          Kind.PLASTICITY,
          "Shrinks all parameters and adds newly initialised ones.",
          "Ash and Adams, On warm-starting neural network training, NeurIPS 2020",
          List.of(
              new Key("shrink", new Domain.Real(0, true, 1, true), "0.4"),
              new Key("perturb", new Domain.Real(0, true, 1, true), "0.1"),
              WHEN));

  /** {@code network-reset(when=…)}. */
  public static final PartDefinition NETWORK_RESET =
      new PartDefinition(
          "network-reset", Kind.PLASTICITY, "Re-initialises all parameters.", "", List.of(WHEN));

  /** {@code head-reset(when=…)}. */
  public static final PartDefinition HEAD_RESET =
      new PartDefinition(
          "head-reset",
          Kind.PLASTICITY,
          "Re-initialises the parameters of the head.",
          "",
          List.of(WHEN));

  private final String name;
  private final Model model;
  private final Trigger trigger;
  private final Units units;
  private final int first;
  private final double shrink;
  private final double perturb;
  private long resets;

  private ParameterReset(
      Part part, String stream, MethodContext context, int first, double shrink, double perturb) {
    this.name = part.name();
    this.model = context.model();
    this.trigger = Trigger.of(part.text(WHEN.name()), stream, context);
    this.units = new Units(stream, context);
    this.first = first;
    this.shrink = shrink;
    this.perturb = perturb;
  }

  /**
   * Creates the part {@code shrink-perturb}.
   *
   * @param part parsed {@link #SHRINK_PERTURB}
   */
  public static ParameterReset shrinkPerturb(Part part, MethodContext context) {
    return new ParameterReset(
        part, part.name(), context, 0, part.real("shrink"), part.real("perturb"));
  }

  /**
   * Creates the part {@code network-reset}.
   *
   * @param part parsed {@link #NETWORK_RESET}
   */
  public static ParameterReset networkReset(Part part, MethodContext context) {
    // the part's former name: with another stream, the same seed would draw other parameters
    return new ParameterReset(part, "fresh-start", context, 0, 0, 1);
  }

  /**
   * Creates the part {@code head-reset}.
   *
   * @param part parsed {@link #HEAD_RESET}
   */
  public static ParameterReset headReset(Part part, MethodContext context) {
    return new ParameterReset(part, part.name(), context, context.model().bodySize(), 0, 1);
  }

  @Override
  public void updated(Step step) {
    if (trigger.firesAfter(step)) {
      reset();
    }
  }

  @Override
  public void windowEnded(WindowEnd end) {
    if (trigger.firesAtWindowEnd()) {
      reset();
    }
  }

  private void reset() {
    for (int parameter = first; parameter < model.parameters().size(); parameter++) {
      units.blend(parameter, shrink, perturb);
    }
    if (first == 0 && shrink == 0) {
      model.reinitialise();
    }
    resets++;
  }

  @Override
  public int forget(Set<Long> keys) {
    return trigger.forget(keys);
  }

  @Override
  public void forEachKey(LongConsumer action) {
    trigger.forEachKey(action);
  }

  /** Reports {@code <name>.renewals}, the number of times the parameters were reset. */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put(name + ".renewals", (double) resets);
  }

  @Override
  public void save(StateWriter out) {
    out.put(resets);
    trigger.save(out);
  }

  @Override
  public void restore(StateReader in) {
    resets = in.getLong();
    trigger.restore(in);
  }
}
