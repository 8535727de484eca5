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

/** What optimizers have in common: a rate, and moments, one array per parameter each. */
abstract class StatefulOptimizer implements Optimizer {
  /** An array per parameter, of its shape, and the value that its elements have at first. */
  private record Moment(List<NDArray> arrays, float initial) {}

  private final double lr;
  private final NDManager owner;
  private final List<Moment> moments = new ArrayList<>();
  private double factor = 1;
  // held as an array: DJL would make one, in a new direct buffer, whenever it meets a Java number
  private NDArray rate;

  /**
   * @param lr η
   * @param owner the learner's manager
   */
  StatefulOptimizer(double lr, NDManager owner) {
    this.lr = lr;
    this.owner = owner;
    this.rate = owner.create((float) lr);
  }

  /** The key {@code lr} with this default. */
  static Key lr(String byDefault) {
    return new Key("lr", new Domain.Real(0, false, 1000, true), byDefault);
  }

  /** A constant of the update, held as an array for the same reason as the rate. */
  final NDArray constant(double value) {
    return owner.create((float) value);
  }

  /** A moment that is 0 at first; arrays in the order of the parameters. */
  final List<NDArray> moment(List<NDArray> parameters) {
    return moment(parameters, 0);
  }

  /** A moment with another first value. */
  final List<NDArray> moment(List<NDArray> parameters, double initial) {
    List<NDArray> arrays =
        parameters.stream().map(p -> owner.full(p.getShape(), (float) initial)).toList();
    moments.add(new Moment(arrays, (float) initial));
    return arrays;
  }

  /** √(sum + ε), for the caller to close. */
  static NDArray root(NDArray sum, NDArray epsilon) {
    try (NDArray shifted = sum.add(epsilon)) {
      return shifted.sqrt();
    }
  }

  /** η as an array of one number. */
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
  public void forget(int parameter, NDIndex elements) {
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
