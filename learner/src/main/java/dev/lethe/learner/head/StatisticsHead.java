package dev.lethe.learner.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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
 * A linear head that is trained, and another that answers, z = φ(h) A + a, which follows from
 * statistics of the features and is made anew every so many steps and at window ends. Until it is
 * there, the trained one answers.
 *
 * <p>Statistics are of what is learnt: where nothing is learnt in the stream, of the rows learnt
 * beside it, as often as they are. When the model begins anew, so do they.
 */
abstract class StatisticsHead extends LinearHead {
  /** Added to the answer for classes that have no statistics. */
  static final float ABSENT = -1e30f;

  private final String name;
  private final int refresh;
  private final LearnerContext learnerContext;
  // A [features, classes] and a [classes]
  private NDArray weights;
  private NDArray biases;
  private boolean ready;
  private long refreshedAt;
  private long refreshes;

  StatisticsHead(Part part, LearnerContext learnerContext) {
    super(part);
    this.name = part.name();
    this.refresh = part.whole("refresh");
    this.learnerContext = learnerContext;
  }

  /** The key {@code refresh}, steps, with this default. */
  static Key refresh(String byDefault) {
    return new Key("refresh", new Domain.Whole(1, Integer.MAX_VALUE), byDefault);
  }

  /** Makes room for statistics. */
  abstract void prepare(int features, int classes);

  /** Takes the rows that a step has learnt as fresh ones into the statistics. */
  abstract void addStatistics(Step step);

  /** Forgets all statistics. */
  abstract void forget();

  /**
   * What answers from now on.
   *
   * @param scope owns what is made on the way
   * @return A {@code [features, classes]} and a {@code [classes]}, float32; empty if there is none
   */
  abstract List<NDArray> computeClassifier(NDManager scope);

  /** φ: what is made of features {@code [rows, features]} before they are answered. */
  NDArray seen(NDArray features, NDManager scope) {
    return features;
  }

  @Override
  public final List<ParameterSpec> parameters(
      int inputs, int classes, Initialisation initialisation, boolean bias) {
    weights = learnerContext.owner().zeros(new Shape(inputs, classes));
    biases = learnerContext.owner().zeros(new Shape(classes));
    prepare(inputs, classes);
    return super.parameters(inputs, classes, initialisation, bias);
  }

  final NDManager owner() {
    return learnerContext.owner();
  }

  @Override
  public final NDArray predictionLogits(NDArray inputs, Forward forward, NDManager scope) {
    return ready ? seen(forward.features(), scope).matMul(weights).addi(biases) : forward.logits();
  }

  @Override
  public final boolean predictsSeparately() {
    return true;
  }

  @Override
  public final void updated(Step step) {
    addStatistics(step);
    // steps beside the stream have the number of the last one in it
    if (step.number() % refresh == 0 && step.number() != refreshedAt) {
      refreshedAt = step.number();
      refresh();
    }
  }

  @Override
  public final void featuresReset() {
    forget();
    ready = false;
  }

  @Override
  public final void windowEnded(WindowEnd end) {
    refresh();
  }

  private void refresh() {
    try (NDManager scope = owner().newSubManager()) {
      List<NDArray> made = computeClassifier(scope);
      if (!made.isEmpty()) {
        made.get(0).copyTo(weights);
        made.get(1).copyTo(biases);
        ready = true;
        refreshes++;
      }
    }
  }

  /** {@code ncm.refreshes} and so on: how often what answers was made anew. */
  @Override
  public final void report(Map<String, Double> metrics) {
    metrics.put(name + ".refreshes", (double) refreshes);
  }

  @Override
  public void save(StateWriter out) {
    out.put(weights).put(biases);
    out.put(ready).put(refreshedAt).put(refreshes);
  }

  @Override
  public void restore(StateReader in) {
    in.get(weights);
    in.get(biases);
    ready = in.getBoolean();
    refreshedAt = in.getLong();
    refreshes = in.getLong();
  }
}
