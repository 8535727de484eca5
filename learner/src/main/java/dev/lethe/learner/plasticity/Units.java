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

/** Lets hidden units, or whole parameters, begin anew. */
final class Units {
  private final Model model;
  private final Optimizer optimizer;
  private final UniformRandomProvider random;
  private final NDManager owner;

  /**
   * @param name of the part that resets, which has a random stream of its own
   */
  Units(String name, MethodContext context) {
    this.model = context.model();
    this.optimizer = context.optimizer();
    this.random = context.random().of(name);
    this.owner = context.owner();
  }

  /**
   * The layers of a model whose units may begin anew.
   *
   * @param name of the part that resets them
   * @throws IllegalArgumentException if there are none
   */
  static List<HiddenLayer> layers(String name, Model model) {
    if (model.hiddenLayers().isEmpty()) {
      throw new IllegalArgumentException(
          name
              + ": got a model without hidden layers of its own, expected units that can begin anew");
    }
    return model.hiddenLayers();
  }

  /** Lets one unit of a hidden layer begin anew. */
  void reset(HiddenLayer layer, int unit) {
    NDIndex row = new NDIndex("{}", unit);
    fresh(layer.weights(), row);
    if (layer.hasBias()) {
      fresh(layer.bias(), row);
    }
    if (layer.hasScale()) {
      fresh(layer.scale(), row);
    }
    if (!isRead(layer)) {
      return;
    }
    for (int copy = 0; copy < layer.copies(); copy++) {
      NDIndex columns = columns(layer, unit, copy);
      Tensors.fill(model.parameters().get(layer.next()), columns, 0);
      optimizer.resetState(layer.next(), columns);
    }
  }

  /**
   * Adds to the next biases what a unit gives on average, Σ over its copies of w_out · m, before it
   * begins anew. Nothing where the next layer has no bias.
   *
   * @param means m, one number per output of the layer
   */
  void handOver(HiddenLayer layer, int unit, double[] means) {
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

  /** Whether the next layer's weights have a column for each output of this one. */
  boolean isRead(HiddenLayer layer) {
    Shape next = model.specs().get(layer.next()).shape();
    return next.dimension() >= 2
        && next.get(1) == (long) layer.units() * layer.copies() * layer.span();
  }

  private void fresh(int parameter, NDIndex row) {
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
   * Moves a whole parameter towards fresh values: θ ← keep · θ + take · θ_fresh, and lets the
   * optimizer forget it. Where keep is 0, nothing is left of θ, not even what is no number.
   */
  void mix(int parameter, double keep, double take) {
    NDArray array = model.parameters().get(parameter);
    try (NDManager scope = owner.newSubManager()) {
      NDArray fresh = model.specs().get(parameter).create(random, scope).muli((float) take);
      if (keep == 0) {
        fresh.copyTo(array);
      } else {
        array.muli((float) keep).addi(fresh);
      }
    }
    optimizer.resetState(parameter, new NDIndex("..."));
  }
}
