package dev.lethe.learner.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.network.Initial;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.network.ParameterSpec;
import dev.lethe.learner.part.Head;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.LearnerContext;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Pairwise head (Keskinen, "Task agnostic continual learning with pairwise layer architecture",
 * 2024). Each pair of units has one weight, to one class.
 *
 * <pre>
 *   z_c = Σ over the pairs (i &lt; j) of class c of w_ij h_i h_j       w ~ N(0, 0.001²) initially
 * </pre>
 *
 * The shuffled pairs are distributed evenly over the classes; a remainder is unused. Each run has
 * its own shuffle, drawn from its seed, whereas the paper uses one shuffle for all runs. There are
 * no biases. Suits sparse activations, such as {@code kwta}.
 *
 * <p>The weights, {@code [pairs]}, have no column per unit. Resetting a unit keeps the weights of
 * its pairs, and parts that rank units by their outgoing weights skip the layer before this head.
 *
 * <p>Each pass with n features allocates an array of n · n · classes elements.
 */
public final class PairwiseHead implements Head {
  /** {@code pairwise(pairs=n)}; {@code pairs=0} uses all pairs. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "pairwise",
          Kind.HEAD,
          "Connects each pair of units to one class.",
          "Keskinen, Task agnostic continual learning with pairwise layer architecture, 2024",
          List.of(new Key("pairs", new Domain.Whole(0, Integer.MAX_VALUE), "0")));

  private static final double DEVIATION = 0.001;

  private final int maxPairs;
  private final LearnerContext learnerContext;
  private int width;
  private int classes;
  // [n · classes · n] zeros, and the index of each pair's weight in them
  private NDArray zeros;
  private NDArray indices;

  public PairwiseHead(Part part, LearnerContext learnerContext) {
    this.maxPairs = part.whole("pairs");
    this.learnerContext = learnerContext;
  }

  @Override
  public List<ParameterSpec> parameters(
      int inputs, int classCount, Initialisation initialisation, boolean bias) {
    width = inputs;
    classes = classCount;
    long size = (long) inputs * inputs * classes;
    int all = (int) ((long) inputs * (inputs - 1) / 2);
    int each = (maxPairs == 0 ? all : Math.min(maxPairs, all)) / classes;
    if (each == 0 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "pairwise: got '"
              + inputs
              + "' features, expected enough for one pair per class ("
              + classes
              + " classes), and features² · classes of at most 2^31");
    }
    indices = learnerContext.owner().create(deal(all, each * classes));
    zeros = learnerContext.owner().zeros(new Shape(size));
    return List.of(
        new ParameterSpec(
            "weight", new Shape((long) each * classes), new Initial.Normal(DEVIATION)));
  }

  /** Returns the index of each of the first {@code count} shuffled pairs: row i, [class, j]. */
  private long[] deal(int all, int count) {
    int[] pairs = new int[all];
    for (int i = 0, p = 0; i < width; i++) {
      for (int j = i + 1; j < width; j++) {
        pairs[p++] = i * width + j;
      }
    }
    UniformRandomProvider random = learnerContext.random().of("pairwise");
    long[] dealt = new long[count];
    for (int p = 0; p < count; p++) {
      int other = p + random.nextInt(all - p);
      int pair = pairs[other];
      pairs[other] = pairs[p];
      long row = pair / width;
      dealt[p] = (row * classes + p % classes) * width + pair % width;
    }
    return dealt;
  }

  /**
   * Returns {@code pairs}, int64 {@code [pairs, 2]}: the units i and j of each weight. Pair p
   * belongs to class p mod classes.
   */
  @Override
  public List<NamedArray> buffers() {
    long[] dealt = indices.toLongArray();
    long[] pairs = new long[2 * dealt.length];
    for (int p = 0; p < dealt.length; p++) {
      pairs[2 * p] = dealt[p] / width / classes;
      pairs[2 * p + 1] = dealt[p] % width;
    }
    return List.of(NamedArray.of("pairs", pairs, 2));
  }

  @Override
  public NDArray logits(NDArray features, List<NDArray> parameters) {
    // otherwise the learner's manager would own the result, and it would outlive the pass
    NDArray spread = zeros.scatter(indices, parameters.get(0), 0);
    spread.attach(features.getManager());
    // Σ_j w_ij h_j for each class and i
    NDArray sums =
        features.matMul(spread.reshape(width, (long) classes * width)).reshape(-1, classes, width);
    return sums.mul(features.reshape(-1, 1, width)).sum(new int[] {2});
  }
}
