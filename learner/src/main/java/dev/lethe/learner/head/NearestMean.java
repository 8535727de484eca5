package dev.lethe.learner.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.part.Exemplars;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.LearnerContext;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Nearest class mean (Rebuffi et al., "iCaRL", CVPR 2017; Mai et al., 2021): a linear head is
 * trained, and the mean direction of each class's features answers.
 *
 * <pre>
 *   μ_c = the direction of Σ φ̂(x) over exemplars x of class c,   φ̂ = h / ‖h‖
 *   z_c = −‖φ̂ − μ_c‖² = 2 φ̂ · μ_c − 2
 *
 *   of=memory   over what the rehearsal remembers, in one forward pass per refresh
 *   of=stream   over all that was learnt, with the features that it had then: for features that
 *               stay as they are, such as those of a model without hidden layers
 * </pre>
 *
 * Classes without exemplars are out of the question. Means of a model's own features; where an
 * averaged model answers, its features are held against these.
 */
public final class NearestMean extends StatisticsHead {
  /** {@code ncm(of=memory|stream, refresh=steps, train=…)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "ncm", Kind.HEAD, List.of(Key.choice("of", Source.MEMORY), refresh("20"), TRAIN));

  private enum Source {
    MEMORY,
    STREAM
  }

  private static final int CHUNK = 256;

  private final Source of;
  private int classes;
  private int width;
  private ClassDirections sums;
  private Model model;
  private Exemplars exemplars;
  private RowBatch chunk;

  public NearestMean(Part part, LearnerContext learnerContext) {
    super(part, learnerContext);
    this.of = part.choice("of", Source.class);
  }

  /** Whether such a part answers from a rehearsal's memory. */
  public static boolean needsMemory(Part part) {
    return part.name().equals(DEFINITION.name())
        && part.choice("of", Source.class) == Source.MEMORY;
  }

  @Override
  void prepare(int features, int classCount) {
    width = features;
    classes = classCount;
    sums = new ClassDirections(classCount, features);
  }

  /**
   * @throws IllegalArgumentException if it is to read a memory and there is none
   */
  @Override
  public void attach(MethodContext context, Optional<Exemplars> remembered) {
    if (of == Source.STREAM) {
      return;
    }
    model = context.model();
    exemplars =
        remembered.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "ncm(of=memory): got a rehearsal that keeps no examples,"
                        + " expected one that does, such as er, or of=stream"));
    chunk = new RowBatch(CHUNK, context.features());
  }

  @Override
  void addStatistics(Step step) {
    if (of == Source.STREAM) {
      add(step.forward().features(), step.batch(), step.fresh());
    }
  }

  @Override
  void forget() {
    sums.clear();
  }

  @Override
  NDArray seen(NDArray features, NDManager scope) {
    return CosineHead.unit(features, scope);
  }

  @Override
  List<NDArray> computeClassifier(NDManager scope) {
    if (of == Source.MEMORY) {
      remember();
    }
    float[] weights = new float[width * classes];
    float[] biases = new float[classes];
    boolean any = false;
    for (int c = 0; c < classes; c++) {
      double length = sums.length(c);
      any |= length > 0;
      biases[c] = length > 0 ? -2 : ABSENT;
      for (int i = 0; i < width && length > 0; i++) {
        weights[i * classes + c] = (float) (2 * sums.sum(c, i) / length);
      }
    }
    return any
        ? List.of(scope.create(weights, new Shape(width, classes)), scope.create(biases))
        : List.of();
  }

  /** Sums over the memory as the model sees it now. */
  private void remember() {
    sums.clear();
    for (int from = 0; from < exemplars.size(); from += CHUNK) {
      chunk.clear();
      int to = Math.min(exemplars.size(), from + CHUNK);
      exemplars.copyTo(chunk, IntStream.range(from, to).toArray());
      try (NDManager scope = owner().newSubManager()) {
        NDArray inputs = chunk.features(scope);
        add(model.forward(inputs, model.parameters()).features(), chunk, chunk.rows());
      }
    }
  }

  private void add(NDArray features, RowBatch rows, int count) {
    float[] values = features.toFloatArray();
    for (int row = 0; row < count; row++) {
      sums.add(values, row, rows.label(row));
    }
  }

  @Override
  public void save(StateWriter out) {
    super.save(out);
    sums.save(out);
  }

  @Override
  public void restore(StateReader in) {
    super.restore(in);
    sums.restore(in);
  }
}
