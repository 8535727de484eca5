package dev.lethe.learner.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
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
 * Pairs of units that respond together (Keskinen, "Task agnostic continual learning with pairwise
 * layer architecture", 2024): every pair has one weight to one class.
 *
 * <pre>
 *   z_c = Σ over the pairs (i &lt; j) of class c of w_ij h_i h_j       w ~ N(0, 0.001²) at first
 * </pre>
 *
 * All pairs are shuffled and dealt out in turn, as many to each class; those that remain are left
 * out. The shuffle is the run's own, by a stream of its seed, where the paper has one for all runs.
 * There are no biases. Meant for few units that respond at a time, as with {@code kwta}.
 *
 * <p>The weights, {@code [pairs]}, have no column per unit. A unit that begins anew keeps those of
 * its pairs, and parts that rank units by their outgoing weights leave the layer before this head
 * alone.
 *
 * <p>The n features make an array of n · n · classes numbers in every pass.
 */
public final class PairwiseHead implements Head {
  /** {@code pairwise(pairs=n)}; of all pairs with {@code pairs=0}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "pairwise",
          Kind.HEAD,
          List.of(new Key("pairs", new Domain.Whole(0, Integer.MAX_VALUE), "0")));

  private static final double DEVIATION = 0.001;

  private final int most;
  private final LearnerContext learnerContext;
  // [n · classes · n] zeros, and where among them the weight of each pair belongs
  private NDArray zeros;
  private NDArray places;

  public PairwiseHead(Part part, LearnerContext learnerContext) {
    this.most = part.whole("pairs");
    this.learnerContext = learnerContext;
  }

  @Override
  public List<ParameterSpec> parameters(
      int inputs, int classes, Initialisation initialisation, boolean bias) {
    long size = (long) inputs * inputs * classes;
    int all = (int) ((long) inputs * (inputs - 1) / 2);
    int each = (most == 0 ? all : Math.min(most, all)) / classes;
    if (each == 0 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "pairwise: got '"
              + inputs
              + "' features, expected a pair of them for each of "
              + classes
              + " classes, and at most 2^31 numbers in their squares");
    }
    places = learnerContext.owner().create(deal(inputs, classes, all, each * classes));
    zeros = learnerContext.owner().zeros(new Shape(size));
    return List.of(
        new ParameterSpec(new Shape((long) each * classes), new Initial.Normal(DEVIATION)));
  }

  /** Where each of the first {@code count} pairs of a shuffle belongs: in row i, [class, j]. */
  private long[] deal(int inputs, int classes, int all, int count) {
    int[] pairs = new int[all];
    for (int i = 0, p = 0; i < inputs; i++) {
      for (int j = i + 1; j < inputs; j++) {
        pairs[p++] = i * inputs + j;
      }
    }
    UniformRandomProvider random = learnerContext.random().of("pairwise");
    long[] dealt = new long[count];
    for (int p = 0; p < count; p++) {
      int other = p + random.nextInt(all - p);
      int pair = pairs[other];
      pairs[other] = pairs[p];
      long row = pair / inputs;
      dealt[p] = (row * classes + p % classes) * inputs + pair % inputs;
    }
    return dealt;
  }

  @Override
  public NDArray logits(NDArray features, List<NDArray> parameters) {
    long n = features.getShape().get(1);
    long classes = zeros.size() / (n * n);
    // what was made of arrays that outlive the pass would stay with their manager
    NDArray spread = zeros.scatter(places, parameters.get(0), 0);
    spread.attach(features.getManager());
    // Σ_j w_ij h_j of each class and i
    NDArray sums = features.matMul(spread.reshape(n, classes * n)).reshape(-1, classes, n);
    return sums.mul(features.reshape(-1, 1, n)).sum(new int[] {2});
  }
}
