package dev.lethe.learner.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;
import java.util.List;

/**
 * Group normalisation (Wu and He, 2018). μ and σ² are computed per row, over the positions of a
 * group of neighbouring channels. There are no batch statistics, so training and prediction are the
 * same.
 */
public final class GroupNormalisation implements Normalisation {
  private final int channels;
  private final int groups;
  private final int scale;
  private final int shift;

  /**
   * Adds the parameters of the normalisation to the layers.
   *
   * @param name name of the normalisation in an equal PyTorch module
   * @param groups number of groups, all with the same number of channels
   */
  public GroupNormalisation(Layers layers, String name, int channels, int groups) {
    this.channels = channels;
    this.groups = groups;
    this.scale = layers.addPerChannel(name + Layers.WEIGHT, channels, 1);
    this.shift = layers.addPerChannel(name + Layers.BIAS, channels, 0);
  }

  @Override
  public int scale() {
    return scale;
  }

  @Override
  public int shift() {
    return shift;
  }

  @Override
  public NDArray apply(NDArray images, List<NDArray> given) {
    NDManager scope = images.getManager();
    Shape shape = images.getShape();
    long rows = shape.get(0);
    Shape group = new Shape(shape.size() / rows / groups);
    NDArray normal =
        LayerNorm.layerNorm(
                images.reshape(rows, groups, group.size()),
                group,
                scope.ones(group),
                scope.zeros(group),
                EPSILON)
            .singletonOrThrow()
            .reshape(shape);
    return normal.mul(perChannel(given.get(scale), scope)).add(perChannel(given.get(shift), scope));
  }

  private NDArray perChannel(NDArray values, NDManager scope) {
    NDArray view = values.reshape(1, channels, 1, 1);
    view.attach(scope);
    return view;
  }
}
