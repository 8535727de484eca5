package dev.lethe.learner.model.image;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.pooling.Pool;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.model.layer.Convolution;
import dev.lethe.learner.model.layer.ImageShape;
import dev.lethe.learner.model.layer.LayeredModel;
import dev.lethe.learner.model.layer.Layers;
import dev.lethe.learner.model.layer.Normalisation;
import dev.lethe.learner.model.layer.Perceptron;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.part.ModelContext;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reduced ResNet-18 used in the literature on online continual learning (He et al., 2016, with a
 * third of the filters: Lopez-Paz and Ranzato, "Gradient episodic memory for continual learning",
 * 2017): 1.1 million parameters for images of 3×32×32 and 100 classes.
 *
 * <pre>
 *   φ(norm(conv3×3(x)))                    w filters, stride 1, no pooling
 *   8 basic blocks                         two each of w, 2w, 4w, 8w; the third, fifth and seventh
 *                                          halve height and width
 *   mean over positions, then the head
 * </pre>
 *
 * <p>Published results use {@code norm=batch}. Training normalises with the statistics of the
 * step's rows, fresh and replayed together. Predictions use running statistics, which every step
 * updates, so a prediction does not depend on other rows; the price is a second pass over the fresh
 * rows. Reference gradients, importances and averaged parameters also use the running statistics of
 * the model. {@code norm=group} has groups of w channels and no running statistics.
 *
 * <p>The hidden units that can be reset are the channels between the two convolutions of each
 * block. The output of a block is a sum to which no single channel belongs. With {@code
 * norm=group}, resetting a channel also changes the mean and variance of the other channels in its
 * group.
 *
 * <p>In PyTorch: the modules of the paper's reference implementation, {@code conv1}, {@code bn1},
 * {@code layer1.0.conv1}, {@code layer2.0.shortcut.0}, … {@code linear}.
 */
public final class SlimResNet extends LayeredModel {
  /** {@code resnet18-slim(input=CxHxW, width=w, norm=batch|group, init=…)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "resnet18-slim",
          ModelContext.KIND,
          "ResNet-18 with a third of the filters, common in online continual learning.",
          "Lopez-Paz and Ranzato, Gradient episodic memory for continual learning, NeurIPS 2017",
          List.of(
              new Key("input", ImageShape.DOMAIN, "3x32x32"),
              new Key("width", new Domain.Whole(1, 512), "20"),
              Key.choice("norm", Norms.Type.BATCH),
              Initialisation.PYTORCH.key()));

  private final ImageShape shape;
  private final Norms norms;
  private final Convolution first;
  private final Normalisation firstNorm;
  private final List<BasicBlock> blocks = new ArrayList<>();
  private final Perceptron head;

  /**
   * @throws IllegalArgumentException if the shape does not match the number of features
   */
  public SlimResNet(Part part, ModelContext context) {
    super(new Layers(context, Initialisation.of(part), true));
    int width = part.whole("width");
    int copies = context.activation().copies();
    this.shape = ImageShape.of(part, context);
    this.norms = new Norms(layers(), part.choice("norm", Norms.Type.class), width);
    this.first = layers().convolution("conv1", shape.channels(), width, 3, 1, false);
    this.firstNorm = norms.add("bn1", width);
    int channels = width * copies;
    for (int stage = 0; stage < 4; stage++) {
      int filters = width << stage;
      int stride = stage == 0 ? 1 : 2;
      String name = "layer" + (stage + 1) + ".";
      blocks.add(new BasicBlock(layers(), norms, name + 0, channels, filters, stride));
      blocks.add(new BasicBlock(layers(), norms, name + 1, filters * copies, filters, 1));
      channels = filters * copies;
    }
    this.head = new Perceptron(layers(), channels, List.of(), position -> "linear");
  }

  @Override
  public Forward forward(NDArray inputs, List<NDArray> given) {
    return forward(inputs, given, Normalisation::apply);
  }

  @Override
  public Forward trainingForward(NDArray inputs, List<NDArray> given) {
    List<NDArray> statistics = new ArrayList<>();
    Forward forward =
        forward(
            inputs,
            given,
            (norm, images, parameters) -> norm.applyTraining(images, parameters, statistics));
    return norms.useBatchStatistics() ? Norms.withStatistics(statistics, forward) : forward;
  }

  private Forward forward(NDArray inputs, List<NDArray> given, Norms.Use use) {
    NDArray values = use.apply(firstNorm, first.apply(shape.images(inputs), given), given);
    values = layers().context().activation().apply(values);
    List<NDArray> hidden = new ArrayList<>();
    for (BasicBlock block : blocks) {
      values = block.apply(values, given, use, hidden);
    }
    return head.forward(Pool.globalAvgPool2d(values), hidden, given);
  }

  @Override
  public boolean predictsSeparately() {
    return norms.useBatchStatistics();
  }

  @Override
  public void updated(Forward forward) {
    norms.updated(forward.statistics());
  }

  @Override
  public List<NamedArray> buffers() {
    return Stream.of(norms.buffers(), super.buffers()).flatMap(List::stream).toList();
  }

  @Override
  public void reinitialise() {
    super.reinitialise();
    norms.reinitialise();
  }

  @Override
  public void save(StateWriter out) {
    super.save(out);
    norms.save(out);
  }

  @Override
  public void restore(StateReader in) {
    super.restore(in);
    norms.restore(in);
  }
}
