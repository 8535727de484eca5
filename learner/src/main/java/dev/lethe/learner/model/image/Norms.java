package dev.lethe.learner.model.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.model.layer.BatchNormalisation;
import dev.lethe.learner.model.layer.GroupNormalisation;
import dev.lethe.learner.model.layer.Layers;
import dev.lethe.learner.model.layer.Normalisation;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** All normalisations of a network, in the order of the forward pass. */
final class Norms implements Stateful {
  /** Kind of normalisation. */
  enum Type {
    BATCH,
    GROUP
  }

  /** Application of a normalisation in a forward pass. */
  interface Use {
    NDArray apply(Normalisation norm, NDArray images, List<NDArray> given);
  }

  private final List<Normalisation> all = new ArrayList<>();
  private final Layers layers;
  private final Type type;
  private final int groupSize;

  /**
   * @param groupSize channels per group of a group normalisation
   */
  Norms(Layers layers, Type type, int groupSize) {
    this.layers = layers;
    this.type = type;
    this.groupSize = groupSize;
  }

  /**
   * Adds a normalisation.
   *
   * @param name name of the normalisation in an equal PyTorch module
   */
  Normalisation add(String name, int channels) {
    Normalisation norm =
        switch (type) {
          case BATCH -> new BatchNormalisation(layers, name, channels);
          case GROUP -> new GroupNormalisation(layers, name, channels, channels / groupSize);
        };
    all.add(norm);
    return norm;
  }

  /** Returns true if training uses other statistics than prediction. */
  boolean useBatchStatistics() {
    return type == Type.BATCH;
  }

  /**
   * Returns a pass with its batch statistics. If a statistic is infinite, the channel was divided
   * by infinity: the logits are finite, but the gradient is not. The logits are then set to NaN, so
   * the step is skipped.
   */
  static Forward withStatistics(List<NDArray> statistics, Forward forward) {
    NDArray zero = forward.logits().getManager().zeros(new Shape(1));
    for (NDArray each : statistics) {
      zero = zero.add(Tensors.scaled(each.sum(), 0));
    }
    NDArray logits = forward.logits().add(zero);
    return new Forward(logits, forward.hidden(), forward.features(), statistics);
  }

  void updated(List<NDArray> statistics) {
    Iterator<NDArray> each = statistics.iterator();
    all.forEach(norm -> norm.update(each));
  }

  /** Returns copies of the running statistics. */
  List<NamedArray> buffers() {
    return all.stream().flatMap(norm -> norm.buffers().stream()).toList();
  }

  void reinitialise() {
    all.forEach(Normalisation::reinitialise);
  }

  @Override
  public void save(StateWriter out) {
    all.forEach(norm -> norm.save(out));
  }

  @Override
  public void restore(StateReader in) {
    all.forEach(norm -> norm.restore(in));
  }
}
