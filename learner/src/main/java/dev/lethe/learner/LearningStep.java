package dev.lethe.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Autograd;
import dev.lethe.learner.engine.FloatRows;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.model.Logits;
import dev.lethe.learner.model.Mlp;
import dev.lethe.learner.optimizer.Optimizer;
import dev.lethe.learner.rehearsal.Rehearsal;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * One learning step, from a batch of fresh examples to a changed model:
 *
 * <pre>
 *   rows = [fresh ; replayed]
 *   z    = f_θ(rows)
 *   L(θ) = −1/|rows| Σ log softmax(z)[y]     over all rows
 *   ∇L   = (∂z/∂θ)ᵀ ∂L/∂z
 *   θ    ← optimizer(θ, ∇L)
 * </pre>
 *
 * The one forward pass also yields what the model says of the fresh examples before it learns from
 * them. What a loss is of the logits, Java computes, with its slope ∂L/∂z; the engine carries the
 * slope back to the parameters.
 */
final class LearningStep {
  /**
   * What a step found.
   *
   * @param loss L(θ) before the update, nats
   * @param replayLoss mean cross-entropy of the replayed rows, if there were any
   * @param gradientNorm ‖∇L(θ)‖₂ over all parameters, if it was asked for
   */
  record Outcome(double loss, OptionalDouble replayLoss, OptionalDouble gradientNorm) {}

  private final Mlp model;
  private final Rehearsal rehearsal;
  private final Optimizer optimizer;
  private final NDManager owner;
  private final RowBatch batch;
  private final FloatRows slopes;

  LearningStep(
      LearnerSpec spec, Mlp model, Rehearsal rehearsal, Optimizer optimizer, NDManager owner) {
    this.model = model;
    this.rehearsal = rehearsal;
    this.optimizer = optimizer;
    this.owner = owner;
    this.batch = new RowBatch(Math.addExact(spec.batchSize(), rehearsal.most()), spec.features());
    this.slopes = new FloatRows(batch.capacity(), spec.classes());
  }

  /**
   * Learns.
   *
   * @param fresh labelled examples, at most a batch of them
   * @param measureGradient whether the outcome is to have a gradient norm, which costs a pass over
   *     all gradients
   * @param beforeUpdate is given the model's answers to all rows, fresh ones first, while the model
   *     is still the one that gave them
   */
  Outcome learn(List<Example> fresh, boolean measureGradient, Consumer<Logits> beforeUpdate) {
    batch.clear();
    fresh.forEach(example -> batch.add(example.features()::copyTo, example.label()));
    rehearsal.draw(batch);

    Outcome outcome;
    try (NDManager scope = owner.newSubManager();
        Autograd autograd = Autograd.record()) {
      NDArray inputs = batch.features(scope);
      List<NDArray> leaves = autograd.leaves(model.parameters(), scope);
      NDArray logits = model.logits(inputs, leaves);

      Logits answers = Logits.read(logits, model.classes());
      beforeUpdate.accept(answers);

      List<NDArray> gradients = autograd.gradients(logits, slope(answers, scope), leaves);
      OptionalDouble norm =
          measureGradient ? OptionalDouble.of(norm(gradients)) : OptionalDouble.empty();
      optimizer.update(model.parameters(), gradients, scope);
      outcome = outcome(answers, fresh.size(), norm);
    }
    // after the update: an example is not replayed in its own step
    rehearsal.learnt(fresh);
    return outcome;
  }

  /** ∂L/∂z, float32 {@code [rows, classes]}. */
  private NDArray slope(Logits answers, NDManager scope) {
    Arrays.fill(slopes.values(), 0);
    double weight = 1.0 / batch.rows();
    for (int row = 0; row < batch.rows(); row++) {
      answers.addLossSlope(row, batch.label(row), weight, slopes.values());
    }
    return slopes.array(scope, batch.rows());
  }

  private Outcome outcome(Logits answers, int fresh, OptionalDouble norm) {
    double freshLoss = loss(answers, 0, fresh);
    double replayLoss = loss(answers, fresh, batch.rows());
    int replayed = batch.rows() - fresh;
    return new Outcome(
        (freshLoss + replayLoss) / batch.rows(),
        replayed == 0 ? OptionalDouble.empty() : OptionalDouble.of(replayLoss / replayed),
        norm);
  }

  private double loss(Logits answers, int from, int to) {
    double sum = 0;
    for (int row = from; row < to; row++) {
      sum += answers.loss(row, batch.label(row));
    }
    return sum;
  }

  private static double norm(List<NDArray> gradients) {
    double squares = 0;
    for (NDArray gradient : gradients) {
      try (NDArray square = gradient.square();
          NDArray sum = square.sum()) {
        squares += sum.getFloat();
      }
    }
    return Math.sqrt(squares);
  }
}
