package dev.lethe.learner.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Plasticity;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Map;

/** Example of {@code docs/adding-a-method.md}: clips weights to a maximum magnitude. */
public final class WeightClippingExample implements Plasticity {
  static final PartDefinition DEFINITION =
      new PartDefinition(
          "clip",
          Kind.PLASTICITY,
          "Clips all weights to a maximum magnitude.",
          "",
          List.of(new Key("max", new Domain.Real(0, false, 1000, true), "1")));

  private final double max;
  private double clipped;

  WeightClippingExample(Part part, MethodContext context) {
    this.max = part.real("max");
  }

  @Override
  public void updated(Step step) {
    for (NDArray parameter : step.parameters()) {
      try (NDArray within = parameter.clip(-max, max);
          NDArray beyond = parameter.neq(within);
          NDArray ones = beyond.toType(DataType.FLOAT32, false);
          NDArray count = ones.sum()) {
        clipped += count.getFloat();
        within.copyTo(parameter);
      }
    }
  }

  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("clip.clipped", clipped);
  }

  @Override
  public void save(StateWriter out) {
    out.put(clipped);
  }

  @Override
  public void restore(StateReader in) {
    clipped = in.getDouble();
  }
}
