package dev.lethe.learner.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.part.Optimizer;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Base class of optimizers. Holds the learning rate and the moments; each moment has one array per
 * parameter.
 */
abstract class StatefulOptimizer implements Optimizer {
  /** One array per parameter, of the parameter's shape, and the initial value of all elements. */
  private record Moment(List<NDArray> arrays, float initial) {}

  private final double lr;
  private final NDManager owner;
  private final List<Moment> moments = new ArrayList<>();
  private double factor = 1;
  // an array, because DJL would create one in a new direct buffer for each use of a Java number
  private NDArray rate;

  /**
   * @param lr learning rate η
   * @param owner manager of the learner
   */
  StatefulOptimizer(double lr, NDManager owner) {
    this.lr = lr;
    this.owner = owner;
    this.rate = owner.create((float) lr);
  }

  /** Returns the key {@code lr} with a default value. */
  static Key lr(String defaultValue) {
    return new Key("lr", new Domain.Real(0, false, 1000, true), defaultValue);
  }

  /** Creates a constant of the update as an array, for the same reason as the rate. */
  final NDArray constant(double value) {
    return owner.create((float) value);
  }

  /** Creates a moment of zeros, with arrays in the order of the parameters. */
  final List<NDArray> createMoment(List<NDArray> parameters) {
    return createMoment(parameters, 0);
  }

  /** Creates a moment with an initial value, with arrays in the order of the parameters. */
  final List<NDArray> createMoment(List<NDArray> parameters, double initial) {
    List<NDArray> arrays =
        parameters.stream().map(p -> owner.full(p.getShape(), (float) initial)).toList();
    moments.add(new Moment(arrays, (float) initial));
    return arrays;
  }

  /** Returns √(sum + ε). The caller closes it. */
  static NDArray sqrtOfSum(NDArray sum, NDArray epsilon) {
    try (NDArray shifted = sum.add(epsilon)) {
      return shifted.sqrt();
    }
  }

  /** Returns η, including the scale factor, as a scalar array. */
  final NDArray rateArray() {
    return rate;
  }

  @Override
  public final double rate() {
    return lr * factor;
  }

  @Override
  public final void scaleRate(double newFactor) {
    if (newFactor != factor) {
      factor = newFactor;
      rate.close();
      rate = owner.create((float) rate());
    }
  }

  @Override
  public void resetState(int parameter, NDIndex elements) {
    for (Moment moment : moments) {
      Tensors.fill(moment.arrays().get(parameter), elements, moment.initial());
    }
  }

  @Override
  public void resetState() {
    for (Moment moment : moments) {
      for (NDArray array : moment.arrays()) {
        Tensors.fill(array, new NDIndex("..."), moment.initial());
      }
    }
  }

  @Override
  public void save(StateWriter out) {
    out.put(factor);
    moments.forEach(moment -> out.put(moment.arrays()));
  }

  @Override
  public void restore(StateReader in) {
    scaleRate(in.getDouble());
    moments.forEach(moment -> in.get(moment.arrays()));
  }
}
