package dev.lethe.learner.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.network.ParameterSpec;
import dev.lethe.learner.part.LearnerContext;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Map;

/**
 * Base class of heads that train a linear layer but predict with a classifier z = φ(h) A + a
 * computed from statistics of the features. The classifier is recomputed every {@code refresh}
 * steps and at window ends. Until it exists, predictions use the trained layer.
 *
 * <p>The statistics cover the fresh rows of all steps. For methods that train at window ends only,
 * these are the rows of the offline steps, and each row counts as often as it is trained on.
 * Re-initialising the model resets the statistics.
 */
abstract class StatisticsHead extends LinearHead {
  /** Logit offset of classes without statistics. */
  static final float ABSENT = -1e30f;

  private final String name;
  private final int refresh;
  private final LearnerContext learnerContext;
  // A [features, classes] and a [classes]
  private NDArray weights;
  private NDArray biases;
  private boolean hasClassifier;
  private long refreshedAt;
  private long refreshes;

  StatisticsHead(Part part, LearnerContext learnerContext) {
    super(part);
    this.name = part.name();
    this.refresh = part.whole("refresh");
    this.learnerContext = learnerContext;
  }

  /** Returns the key {@code refresh}, steps between recomputations. */
  static Key refresh(String defaultValue) {
    return new Key("refresh", new Domain.Whole(1, Integer.MAX_VALUE), defaultValue);
  }

  /** Allocates the statistics. */
  abstract void allocate(int features, int classes);

  /** Adds the fresh rows of a completed step to the statistics. */
  abstract void addStatistics(Step step);

  /** Clears the statistics. */
  abstract void clearStatistics();

  /**
   * Computes the classifier from the statistics.
   *
   * @param scope owner of the arrays
   * @return A {@code [features, classes]} and a {@code [classes]}, float32; empty without
   *     statistics
   */
  abstract List<NDArray> computeClassifier(NDManager scope);

  /** Returns φ of features {@code [rows, features]}; by default the features themselves. */
  NDArray transform(NDArray features, NDManager scope) {
    return features;
  }

  @Override
  public final List<ParameterSpec> parameters(
      int inputs, int classes, Initialisation initialisation, boolean bias) {
    weights = learnerContext.owner().zeros(new Shape(inputs, classes));
    biases = learnerContext.owner().zeros(new Shape(classes));
    allocate(inputs, classes);
    return super.parameters(inputs, classes, initialisation, bias);
  }

  final NDManager owner() {
    return learnerContext.owner();
  }

  @Override
  public final NDArray predictionLogits(NDArray inputs, Forward forward, NDManager scope) {
    return hasClassifier
        ? transform(forward.features(), scope).matMul(weights).addi(biases)
        : forward.logits();
  }

  /**
   * Returns Aᵀ as {@code classifier_weight}, {@code [classes, features]}, and a as {@code
   * classifier_bias}; empty until there is a classifier.
   */
  @Override
  public final List<NamedArray> buffers() {
    if (!hasClassifier) {
      return List.of();
    }
    try (NDArray transposed = weights.transpose()) {
      return List.of(
          NamedArray.of("classifier_weight", transposed), NamedArray.of("classifier_bias", biases));
    }
  }

  @Override
  public final boolean predictsSeparately() {
    return true;
  }

  @Override
  public final void updated(Step step) {
    addStatistics(step);
    // all offline steps have the number of the last stream step
    if (step.number() % refresh == 0 && step.number() != refreshedAt) {
      refreshedAt = step.number();
      refresh();
    }
  }

  @Override
  public final void featuresReset() {
    clearStatistics();
    hasClassifier = false;
  }

  @Override
  public final void windowEnded(WindowEnd end) {
    refresh();
  }

  private void refresh() {
    try (NDManager scope = owner().newSubManager()) {
      List<NDArray> computed = computeClassifier(scope);
      if (!computed.isEmpty()) {
        computed.get(0).copyTo(weights);
        computed.get(1).copyTo(biases);
        hasClassifier = true;
        refreshes++;
      }
    }
  }

  /** Reports {@code <name>.refreshes}, the number of times the classifier was computed. */
  @Override
  public final void report(Map<String, Double> metrics) {
    metrics.put(name + ".refreshes", (double) refreshes);
  }

  @Override
  public void save(StateWriter out) {
    out.put(weights).put(biases);
    out.put(hasClassifier).put(refreshedAt).put(refreshes);
  }

  @Override
  public void restore(StateReader in) {
    in.get(weights);
    in.get(biases);
    hasClassifier = in.getBoolean();
    refreshedAt = in.getLong();
    refreshes = in.getLong();
  }
}
