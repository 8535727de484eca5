package dev.lethe.learner.model.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.Tensors;
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

/** All normalisations of a network, in the order in which a pass comes by. */
final class Norms implements Stateful {
  /** Kind of normalisation. */
  enum Type {
    BATCH,
    GROUP
  }

  /** What a pass uses of a normalisation. */
  interface Use {
    NDArray apply(Normalisation norm, NDArray images, List<NDArray> given);
  }

  private final List<Normalisation> all = new ArrayList<>();
  private final Layers layers;
  private final Type type;
  private final int groupSize;

  /**
   * @param groupSize channels of a group
   */
  Norms(Layers layers, Type type, int groupSize) {
    this.layers = layers;
    this.type = type;
    this.groupSize = groupSize;
  }

  Normalisation add(int channels) {
    Normalisation norm =
        switch (type) {
          case BATCH -> new BatchNormalisation(layers, channels);
          case GROUP -> new GroupNormalisation(layers, channels, channels / groupSize);
        };
    all.add(norm);
    return norm;
  }

  /** Whether training normalises otherwise than answering. */
  boolean ofBatch() {
    return type == Type.BATCH;
  }

  /**
   * The pass that found these statistics. Where one is infinite, a channel was divided by infinity:
   * the logits are finite but the gradient is none. Then they are NaN, for the step to be skipped.
   */
  static Forward with(List<NDArray> statistics, Forward forward) {
    NDArray nothing = forward.logits().getManager().zeros(new Shape(1));
    for (NDArray each : statistics) {
      nothing = nothing.add(Tensors.scaled(each.sum(), 0));
    }
    NDArray logits = forward.logits().add(nothing);
    return new Forward(logits, forward.hidden(), forward.features(), statistics);
  }

  void updated(List<NDArray> statistics) {
    Iterator<NDArray> each = statistics.iterator();
    all.forEach(norm -> norm.update(each));
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
