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

/**
 * Whole parameters that move towards fresh ones, θ ← λ θ + γ θ_fresh with a new random
 * initialisation θ_fresh; the optimizer forgets them.
 *
 * <pre>
 *   shrink-perturb   all parameters (Ash and Adams, "On warm-starting neural network training", 2020)
 *   network-reset    all parameters, λ = 0, γ = 1
 *   head-reset       those of the head, λ = 0, γ = 1
 * </pre>
 */
public final class ParameterReset implements Plasticity {
  private static final Key WHEN = Trigger.key("window");

  /** {@code shrink-perturb(shrink=λ, perturb=γ, when=…)}. */
  public static final PartDefinition SHRINK_PERTURB =
      new PartDefinition(
          "shrink-perturb",
          Kind.PLASTICITY,
          List.of(
              new Key("shrink", new Domain.Real(0, true, 1, true), "0.4"),
              new Key("perturb", new Domain.Real(0, true, 1, true), "0.1"),
              WHEN));

  /** {@code network-reset(when=…)}. */
  public static final PartDefinition NETWORK_RESET =
      new PartDefinition("network-reset", Kind.PLASTICITY, List.of(WHEN));

  /** {@code head-reset(when=…)}. */
  public static final PartDefinition HEAD_RESET =
      new PartDefinition("head-reset", Kind.PLASTICITY, List.of(WHEN));

  private final String name;
  private final Model model;
  private final Trigger trigger;
  private final Units units;
  private final int first;
  private final double keep;
  private final double take;
  private long renewals;

  private ParameterReset(
      Part part, String stream, MethodContext context, int first, double keep, double take) {
    this.name = part.name();
    this.model = context.model();
    this.trigger = Trigger.of(part.text(WHEN.name()), stream, context);
    this.units = new Units(stream, context);
    this.first = first;
    this.keep = keep;
    this.take = take;
  }

  /**
   * @param part of {@link #SHRINK_PERTURB}
   */
  public static ParameterReset shrinkPerturb(Part part, MethodContext context) {
    return new ParameterReset(
        part, part.name(), context, 0, part.real("shrink"), part.real("perturb"));
  }

  /**
   * @param part of {@link #NETWORK_RESET}
   */
  public static ParameterReset networkReset(Part part, MethodContext context) {
    // a former name of the part: renaming the stream would draw other numbers from the same seed
    return new ParameterReset(part, "fresh-start", context, 0, 0, 1);
  }

  /**
   * @param part of {@link #HEAD_RESET}
   */
  public static ParameterReset headReset(Part part, MethodContext context) {
    return new ParameterReset(part, part.name(), context, context.model().bodySize(), 0, 1);
  }

  @Override
  public void updated(Step step) {
    if (trigger.firesAfter(step)) {
      renew();
    }
  }

  @Override
  public void windowEnded(WindowEnd end) {
    if (trigger.firesAtWindowEnd()) {
      renew();
    }
  }

  private void renew() {
    for (int parameter = first; parameter < model.parameters().size(); parameter++) {
      units.mix(parameter, keep, take);
    }
    if (first == 0 && keep == 0) {
      model.reinitialise();
    }
    renewals++;
  }

  /** {@code shrink-perturb.renewals} and so on: how often. */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put(name + ".renewals", (double) renewals);
  }

  @Override
  public void save(StateWriter out) {
    out.put(renewals);
    trigger.save(out);
  }

  @Override
  public void restore(StateReader in) {
    renewals = in.getLong();
    trigger.restore(in);
  }
}
