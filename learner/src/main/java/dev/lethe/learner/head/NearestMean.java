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
 * Nearest class mean (Rebuffi et al., "iCaRL", CVPR 2017; Mai et al., 2021). Trains a linear head,
 * and predicts with the mean direction of each class's features.
 *
 * <pre>
 *   μ_c = the direction of Σ φ̂(x) over exemplars x of class c,   φ̂ = h / ‖h‖
 *   z_c = −‖φ̂ − μ_c‖² = 2 φ̂ · μ_c − 2
 *
 *   of=memory   exemplars: the rehearsal's memory, with current features, computed at each refresh
 *   of=stream   exemplars: all trained examples, with their features at that step; suits fixed
 *               features, such as those of a model without hidden layers
 * </pre>
 *
 * Classes without exemplars are never predicted. The means use the features of the trained model,
 * even if predictions use the features of an averaged model.
 */
public final class NearestMean extends StatisticsHead {
  /** {@code ncm(of=memory|stream, refresh=steps, train=…)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "ncm",
          Kind.HEAD,
          "Predicts the class whose mean feature direction is nearest.",
          "Rebuffi et al., iCaRL: incremental classifier and representation learning, CVPR 2017",
          List.of(Key.choice("of", Source.MEMORY), refresh("20"), TRAIN));

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

  /** Returns true if a part is this head with {@code of=memory}. */
  public static boolean needsMemory(Part part) {
    return part.name().equals(DEFINITION.name())
        && part.choice("of", Source.class) == Source.MEMORY;
  }

  @Override
  void allocate(int features, int classCount) {
    width = features;
    classes = classCount;
    sums = new ClassDirections(classCount, features);
  }

  /**
   * @throws IllegalArgumentException if {@code of=memory} and the rehearsal has no memory
   */
  @Override
  public void attach(MethodContext context, Optional<Exemplars> memory) {
    if (of == Source.STREAM) {
      return;
    }
    model = context.model();
    exemplars =
        memory.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "ncm(of=memory): got a rehearsal without a memory,"
                        + " expected one with a memory, such as er, or of=stream"));
    chunk = new RowBatch(CHUNK, context.features());
  }

  @Override
  void addStatistics(Step step) {
    if (of == Source.STREAM) {
      add(step.forward().features(), step.batch(), step.fresh());
    }
  }

  @Override
  void clearStatistics() {
    sums.clear();
  }

  @Override
  NDArray transform(NDArray features, NDManager scope) {
    return CosineHead.unit(features, scope);
  }

  @Override
  List<NDArray> computeClassifier(NDManager scope) {
    if (of == Source.MEMORY) {
      readMemory();
    }
    float[] weights = new float[width * classes];
    float[] biases = new float[classes];
    boolean any = false;
    for (int c = 0; c < classes; c++) {
      double norm = sums.norm(c);
      any |= norm > 0;
      biases[c] = norm > 0 ? -2 : ABSENT;
      for (int i = 0; i < width && norm > 0; i++) {
        weights[i * classes + c] = (float) (2 * sums.sum(c, i) / norm);
      }
    }
    return any
        ? List.of(scope.create(weights, new Shape(width, classes)), scope.create(biases))
        : List.of();
  }

  /** Computes the sums over the memory with the current model. */
  private void readMemory() {
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
