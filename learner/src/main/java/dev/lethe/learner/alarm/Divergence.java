package dev.lethe.learner.alarm;

import dev.lethe.learner.network.Logits;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Alarm;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Raises {@code diverged} while the model is worse than useless:
 *
 * <ul>
 *   <li>the loss of the fresh examples was above ln(classes), that of a uniform guess, or not
 *       finite, in {@value #STEPS} steps in a row
 *   <li>all fresh examples got the same prediction although their labels differ, in {@value #STEPS}
 *       such steps in a row
 *   <li>the norm of the parameters is above {@value #MAX_NORM} or not finite
 * </ul>
 */
final class Divergence implements Detector {
  private static final int STEPS = 200;
  private static final double MAX_NORM = 1e6;

  private final double uniformLoss;
  private int highLoss;
  private int sameClass;
  private boolean normTooLarge;

  Divergence(int classes) {
    this.uniformLoss = StrictMath.log(classes);
  }

  /**
   * Adds the fresh rows of a step, before the update.
   *
   * @param label label of each row
   */
  void add(Logits logits, int rows, IntUnaryOperator label) {
    BitSet labels = new BitSet();
    BitSet predicted = new BitSet();
    double loss = 0;
    for (int row = 0; row < rows; row++) {
      labels.set(label.applyAsInt(row));
      predicted.set(logits.predicted(row));
      loss += logits.loss(row, label.applyAsInt(row));
    }
    highLoss = loss / rows <= uniformLoss ? 0 : highLoss + 1;
    if (predicted.cardinality() > 1) {
      sameClass = 0;
    } else if (labels.cardinality() > 1) {
      sameClass++;
    }
  }

  void setNorm(double norm) {
    normTooLarge = !(norm <= MAX_NORM);
  }

  @Override
  public Optional<Alarm> alarm() {
    return problem()
        .map(
            problem ->
                new Alarm(
                    "diverged",
                    "the model has diverged: "
                        + problem
                        + "; restart the run with a lower learning rate, or scale the features"));
  }

  private Optional<String> problem() {
    if (normTooLarge) {
      return Optional.of("its parameters are out of range");
    }
    if (highLoss >= STEPS) {
      return Optional.of(
          "for %d steps or more, its loss has been above %.2f, that of a uniform guess"
              .formatted(STEPS, uniformLoss));
    }
    return sameClass >= STEPS
        ? Optional.of(
            "for %d steps or more, it has predicted the same class for all examples of a step"
                .formatted(STEPS))
        : Optional.empty();
  }

  @Override
  public void save(StateWriter out) {
    out.put(highLoss).put(sameClass).put(normTooLarge);
  }

  @Override
  public void restore(StateReader in) {
    highLoss = in.getInt();
    sameClass = in.getInt();
    normTooLarge = in.getBoolean();
  }
}
