package dev.lethe.learner.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.Iterator;
import java.util.List;

/**
 * Batch normalisation (Ioffe and Szegedy, 2015). Training uses μ and σ² of a channel over the rows
 * and positions of the step; predictions use running averages of them.
 *
 * <pre>
 *   r ← (1 − m) r + m b      m = 0.1, once per completed step; σ² unbiased
 * </pre>
 *
 * A forward pass changes no state: it returns the batch statistics, and the completed step adds
 * them to the running averages. With a single value per channel there is no variance, so training
 * uses the running averages.
 */
public final class BatchNormalisation implements Normalisation {
  private static final float MOMENTUM = 0.1f;
  // DJL's momentum is the share to keep: 0 replaces the statistics with those of the batch
  private static final float KEEP_NOTHING = 0;

  private final String name;
  private final int scale;
  private final int shift;
  private final NDArray mean;
  private final NDArray variance;

  /**
   * Adds the parameters of the normalisation to the layers.
   *
   * @param name name of the normalisation in an equal PyTorch module
   */
  public BatchNormalisation(Layers layers, String name, int channels) {
    this.name = name;
    this.scale = layers.addPerChannel(name + Layers.WEIGHT, channels, 1);
    this.shift = layers.addPerChannel(name + Layers.BIAS, channels, 0);
    NDManager owner = layers.context().learnerContext().owner();
    this.mean = owner.zeros(new Shape(channels));
    this.variance = owner.ones(new Shape(channels));
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
    return normalise(images, given, mean, variance, false);
  }

  @Override
  public NDArray applyTraining(NDArray images, List<NDArray> given, List<NDArray> statistics) {
    if (images.size() == mean.size()) {
      statistics.addAll(List.of(mean, variance));
      return apply(images, given);
    }
    NDArray batchMean = images.getManager().zeros(mean.getShape());
    NDArray batchVariance = images.getManager().zeros(variance.getShape());
    statistics.addAll(List.of(batchMean, batchVariance));
    return normalise(images, given, batchMean, batchVariance, true);
  }

  private NDArray normalise(
      NDArray images, List<NDArray> given, NDArray mu, NDArray sigma2, boolean training) {
    return BatchNorm.batchNorm(
            images,
            mu,
            sigma2,
            given.get(scale),
            given.get(shift),
            1,
            KEEP_NOTHING,
            EPSILON,
            training)
        .singletonOrThrow();
  }

  @Override
  public void update(Iterator<NDArray> statistics) {
    approach(mean, statistics.next());
    approach(variance, statistics.next());
  }

  @Override
  public void reinitialise() {
    Tensors.fill(mean, new NDIndex("..."), 0);
    Tensors.fill(variance, new NDIndex("..."), 1);
  }

  @Override
  public List<NamedArray> buffers() {
    return List.of(
        NamedArray.of(name + ".running_mean", mean),
        NamedArray.of(name + ".running_var", variance));
  }

  private static void approach(NDArray running, NDArray batch) {
    try (NDArray difference = batch.sub(running)) {
      running.addi(difference.muli(MOMENTUM));
    }
  }

  @Override
  public void save(StateWriter out) {
    out.put(mean).put(variance);
  }

  @Override
  public void restore(StateReader in) {
    in.get(mean);
    in.get(variance);
  }
}
