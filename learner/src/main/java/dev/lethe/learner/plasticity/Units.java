package dev.lethe.learner.plasticity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.network.HiddenLayer;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.network.ParameterSpec;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Optimizer;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** Resets hidden units or whole parameters, together with their optimizer state. */
final class Units {
  private final Model model;
  private final Optimizer optimizer;
  private final UniformRandomProvider random;
  private final NDManager owner;

  /**
   * @param name name of the random stream for new values
   */
  Units(String name, MethodContext context) {
    this.model = context.model();
    this.optimizer = context.optimizer();
    this.random = context.random().of(name);
    this.owner = context.owner();
  }

  /**
   * Returns the layers of a model whose units can be reset.
   *
   * @param name name of the part, for the error message
   * @throws IllegalArgumentException if there are none
   */
  static List<HiddenLayer> layers(String name, Model model) {
    if (model.hiddenLayers().isEmpty()) {
      throw new IllegalArgumentException(
          name + ": got a model without resettable units, expected at least one hidden layer");
    }
    return model.hiddenLayers();
  }

  /** Resets one unit of a hidden layer: new incoming weights, outgoing weights 0. */
  void reset(HiddenLayer layer, int unit) {
    NDIndex row = new NDIndex("{}", unit);
    reinitialise(layer.weights(), row);
    if (layer.hasBias()) {
      reinitialise(layer.bias(), row);
    }
    if (layer.hasScale()) {
      reinitialise(layer.scale(), row);
    }
    if (!hasOutgoingWeights(layer)) {
      return;
    }
    for (int copy = 0; copy < layer.copies(); copy++) {
      NDIndex columns = columns(layer, unit, copy);
      Tensors.fill(model.parameters().get(layer.next()), columns, 0);
      optimizer.resetState(layer.next(), columns);
    }
  }

  /**
   * Adds a unit's average contribution, Σ over its copies of w_out · m, to the next biases, before
   * the unit is reset. Does nothing if the next layer has no biases.
   *
   * @param means m, one mean per output of the layer
   */
  void transferToNextBias(HiddenLayer layer, int unit, double[] means) {
    if (!layer.hasNextBias()) {
      return;
    }
    NDArray next = model.parameters().get(layer.next());
    int[] inputs = IntStream.range(1, next.getShape().dimension()).toArray();
    try (NDManager scope = owner.newSubManager()) {
      NDArray bias = Tensors.alias(model.parameters().get(layer.nextBias()), scope);
      for (int copy = 0; copy < layer.copies(); copy++) {
        float mean = (float) means[copy * layer.units() + unit];
        NDArray outgoing = Tensors.alias(next, scope).get(columns(layer, unit, copy));
        bias.addi(outgoing.sum(inputs).muli(mean));
      }
    }
  }

  private static NDIndex columns(HiddenLayer layer, int unit, int copy) {
    int from = layer.column(unit, copy);
    return new NDIndex(":, {}:{}", from, from + layer.span());
  }

  /** Returns true if the next layer's weights have a column for each output of this layer. */
  boolean hasOutgoingWeights(HiddenLayer layer) {
    Shape next = model.specs().get(layer.next()).shape();
    return next.dimension() >= 2
        && next.get(1) == (long) layer.units() * layer.copies() * layer.span();
  }

  private void reinitialise(int parameter, NDIndex row) {
    NDArray array = model.parameters().get(parameter);
    ParameterSpec spec = model.specs().get(parameter);
    int count = (int) (array.size() / array.getShape().get(0));
    try (NDManager scope = owner.newSubManager()) {
      Shape shape = array.getShape().dimension() == 1 ? new Shape(1) : array.getShape().slice(1);
      Tensors.set(array, row, scope.create(spec.draw(count, random), shape));
    }
    optimizer.resetState(parameter, row);
  }

  /**
   * Moves a whole parameter towards new initial values, θ ← shrink · θ + perturb · θ_fresh, and
   * resets its optimizer state. With shrink = 0, nothing of θ remains, not even NaN.
   */
  void blend(int parameter, double shrink, double perturb) {
    NDArray array = model.parameters().get(parameter);
    try (NDManager scope = owner.newSubManager()) {
      NDArray fresh = model.specs().get(parameter).create(random, scope).muli((float) perturb);
      if (shrink == 0) {
        fresh.copyTo(array);
      } else {
        array.muli((float) shrink).addi(fresh);
      }
    }
    optimizer.resetState(parameter, new NDIndex("..."));
  }
}
