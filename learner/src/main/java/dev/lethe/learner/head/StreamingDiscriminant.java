package dev.lethe.learner.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.LearnerContext;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.Arrays;
import java.util.List;

/**
 * Streaming linear discriminant analysis, SLDA (Hayes and Kanan, "Lifelong machine learning with
 * deep streaming linear discriminant analysis", CVPR workshops 2020). Trains a linear head, and
 * predicts with running class means and the within-class covariance. These forget nothing while the
 * features are fixed. With {@code mlp(hidden=0)}, the features are the inputs.
 *
 * <pre>
 *   n_y ← n_y + 1,   S ← S + (n_y − 1)/n_y (x − μ_y)(x − μ_y)ᵀ,   μ_y ← μ_y + (x − μ_y)/n_y
 *   Λ = ((1 − ε) S/n + ε I)⁻¹                                      n = Σ n_y
 *   z_c = x Λ μ_c − ½ μ_c Λ μ_c
 * </pre>
 *
 * S/n is exactly the within-class covariance. The original uses n in place of n_y and starts with
 * means of 0, so the first example of a class adds its distance from 0.
 */
public final class StreamingDiscriminant extends StatisticsHead {
  /** {@code slda(shrinkage=ε, refresh=steps, train=…)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "slda",
          Kind.HEAD,
          "Predicts by running class means and their covariance, which forget nothing.",
          "Hayes and Kanan, Lifelong machine learning with deep streaming linear discriminant analysis, CVPR workshops 2020",
          List.of(
              new Key("shrinkage", new Domain.Real(0, false, 1, true), "0.0001"),
              refresh("100"),
              TRAIN));

  // the squares of longer rows could overflow a float
  private static final double MAX_NORM = 1e15;

  private final double shrinkage;
  private int classes;
  private int width;
  private long[] counts;
  // μ, [classes, features]
  private double[] means;
  // S, [features, features]
  private NDArray scatter;

  public StreamingDiscriminant(Part part, LearnerContext learnerContext) {
    super(part, learnerContext);
    this.shrinkage = part.real("shrinkage");
  }

  @Override
  void allocate(int features, int classCount) {
    width = features;
    classes = classCount;
    counts = new long[classCount];
    means = new double[Math.multiplyExact(classCount, features)];
    scatter = owner().zeros(new Shape(features, features));
  }

  @Override
  void addStatistics(Step step) {
    float[] rows = step.forward().features().toFloatArray();
    float[] deviations = new float[step.fresh() * width];
    for (int row = 0; row < step.fresh(); row++) {
      if (norm(rows, row * width) < MAX_NORM) {
        add(rows, row * width, step.batch().label(row), deviations);
      }
    }
    try (NDManager scope = owner().newSubManager()) {
      NDArray d = scope.create(deviations, new Shape(step.fresh(), width));
      scatter.addi(d.transpose().matMul(d));
    }
  }

  @Override
  void clearStatistics() {
    Arrays.fill(counts, 0);
    Arrays.fill(means, 0);
    Tensors.fill(scatter, new NDIndex("..."), 0);
  }

  private double norm(float[] rows, int from) {
    double square = 0;
    for (int i = from; i < from + width; i++) {
      square += (double) rows[i] * rows[i];
    }
    return StrictMath.sqrt(square);
  }

  /** Adds a row to the mean of its class, and √((n − 1)/n) (x − μ) to the deviations. */
  private void add(float[] rows, int from, int label, float[] deviations) {
    double n = ++counts[label];
    double factor = StrictMath.sqrt((n - 1) / n);
    for (int i = 0; i < width; i++) {
      double deviation = rows[from + i] - means[label * width + i];
      deviations[from + i] = (float) (factor * deviation);
      means[label * width + i] += deviation / n;
    }
  }

  /** Returns the overall mean Σ_c n_c μ_c / n. */
  private double[] centre(double n) {
    double[] centre = new double[width];
    for (int i = 0; i < means.length; i++) {
      centre[i % width] += counts[i / width] * means[i] / n;
    }
    return centre;
  }

  @Override
  List<NDArray> computeClassifier(NDManager scope) {
    double n = 0;
    float[] absent = new float[classes];
    for (int c = 0; c < classes; c++) {
      n += counts[c];
      absent[c] = counts[c] > 0 ? 0 : ABSENT;
    }
    if (n == 0) {
      return List.of();
    }
    // in double precision: in float32, directions without variance would be dominated by rounding
    NDArray covariance = Tensors.alias(scatter, scope).toType(DataType.FLOAT64, true);
    NDArray identity = scope.eye(width).toType(DataType.FLOAT64, true);
    covariance.muli((1 - shrinkage) / n).addi(identity.muli(shrinkage));
    // relative to the overall mean: the difference is the same for all classes, and constant
    // features cancel out
    double[] centre = centre(n);
    double[] deviations = new double[means.length];
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = counts[i / width] > 0 ? means[i] - centre[i % width] : 0;
    }
    NDArray mu = scope.create(deviations, new Shape(classes, width)).transpose();
    NDArray weights = covariance.inverse().matMul(mu);
    NDArray midpoint = mu.mul(0.5).add(scope.create(centre, new Shape(width, 1)));
    NDArray biases = midpoint.mul(weights).sum(new int[] {0}).neg();
    return List.of(
        weights.toType(DataType.FLOAT32, true),
        biases.toType(DataType.FLOAT32, true).add(scope.create(absent)));
  }

  @Override
  public void save(StateWriter out) {
    super.save(out);
    out.put(counts, counts.length).put(means, means.length).put(scatter);
  }

  @Override
  public void restore(StateReader in) {
    super.restore(in);
    counts = in.getLongs(counts.length);
    means = in.getDoubles(means.length);
    in.get(scatter);
  }
}
