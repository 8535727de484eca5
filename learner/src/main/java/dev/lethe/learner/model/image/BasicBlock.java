package dev.lethe.learner.model.image;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.model.layer.Convolution;
import dev.lethe.learner.model.layer.Layers;
import dev.lethe.learner.model.layer.Normalisation;
import dev.lethe.learner.part.Activation;
import java.util.List;

/**
 * Basic block of a residual network.
 *
 * <pre>
 *   u = φ(norm(conv3×3(x, stride)))          hidden units
 *   y = φ(norm(conv3×3(u)) + shortcut(x))    shortcut: x, or norm(conv1×1(x, stride)) if the
 *                                            number of channels or the image size changes
 * </pre>
 */
final class BasicBlock {
  private final Activation activation;
  private final Convolution first;
  private final Normalisation firstNorm;
  private final Convolution second;
  private final Normalisation secondNorm;
  private final Convolution shortcut;
  private final Normalisation shortcutNorm;

  /**
   * @param name name of the block in an equal PyTorch module
   * @param channels channels of x
   * @param width output channels of both convolutions
   */
  BasicBlock(Layers layers, Norms norms, String name, int channels, int width, int stride) {
    this.activation = layers.context().activation();
    this.first = layers.convolution(name + ".conv1", channels, width, 3, stride, false);
    this.firstNorm = norms.add(name + ".bn1", width);
    layers.hidden(width, first, firstNorm);
    this.second =
        layers.convolution(name + ".conv2", width * activation.copies(), width, 3, 1, false);
    this.secondNorm = norms.add(name + ".bn2", width);
    boolean same = stride == 1 && channels == width;
    this.shortcut =
        same ? null : layers.convolution(name + ".shortcut.0", channels, width, 1, stride, false);
    this.shortcutNorm = same ? null : norms.add(name + ".shortcut.1", width);
  }

  /**
   * Computes y.
   *
   * @param given the model's parameters or arrays in place of them
   * @param hidden list to append u to
   */
  NDArray apply(NDArray x, List<NDArray> given, Norms.Use use, List<NDArray> hidden) {
    NDArray u = activation.apply(use.apply(firstNorm, first.apply(x, given), given));
    hidden.add(u);
    NDArray y = use.apply(secondNorm, second.apply(u, given), given);
    NDArray skipped =
        shortcut == null ? x : use.apply(shortcutNorm, shortcut.apply(x, given), given);
    return activation.apply(y.add(skipped));
  }
}
