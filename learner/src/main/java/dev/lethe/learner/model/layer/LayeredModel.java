package dev.lethe.learner.model.layer;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.network.HiddenLayer;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.network.ParameterSpec;
import java.util.List;

/** Base class of models built from {@link Layers}; subclasses implement the forward pass. */
public abstract class LayeredModel implements Model {
  private final Layers layers;

  /**
   * @param layers empty; a subclass fills them in its constructor
   */
  protected LayeredModel(Layers layers) {
    this.layers = layers;
  }

  protected final Layers layers() {
    return layers;
  }

  @Override
  public final List<NDArray> parameters() {
    return layers.parameters();
  }

  @Override
  public final List<ParameterSpec> specs() {
    return layers.specs();
  }

  /** Returns copies of the head's buffers; a model with buffers of its own adds them. */
  @Override
  public List<NamedArray> buffers() {
    return layers.headBuffers();
  }

  @Override
  public final int bodySize() {
    return layers.bodySize();
  }

  @Override
  public final int classes() {
    return layers.context().classes();
  }

  @Override
  public final List<HiddenLayer> hiddenLayers() {
    return layers.hiddenLayers();
  }

  @Override
  public void reinitialise() {
    // without a trained body, the features stay the same
    if (bodySize() > 0) {
      layers.context().head().featuresReset();
    }
  }
}
