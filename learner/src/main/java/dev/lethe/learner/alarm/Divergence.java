package dev.lethe.learner.alarm;

import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Alarm;
import java.util.Optional;

/**
 * Raises {@code diverged} while the model is worse than useless:
 *
 * <ul>
 *   <li>the loss of the fresh examples was above ln(classes) + {@value #MARGIN}, that of a uniform
 *       guess with a margin for a model that has only begun, or not finite, in {@value #STEPS}
 *       steps in a row
 *   <li>its predictions do not depend on the features ({@link Collapse})
 *   <li>the norm of the parameters is above {@value #MAX_NORM} or not finite
 * </ul>
 */
final class Divergence implements Detector {
  private static final int STEPS = 100;
  private static final double MARGIN = 0.25;
  private static final double MAX_NORM = 1e6;

  private final double uniformLoss;
  private final Collapse collapse;
  private int highLoss;
  private boolean normTooLarge;

  Divergence(int classes) {
    this.uniformLoss = StrictMath.log(classes);
    this.collapse = new Collapse(classes);
  }

  /** Adds the fresh rows of a step, before the update. */
  void add(Step step) {
    double loss = 0;
    for (int row = 0; row < step.fresh(); row++) {
      loss += step.logits().loss(row, step.batch().label(row));
    }
    highLoss = loss / step.fresh() <= uniformLoss + MARGIN ? 0 : highLoss + 1;
    collapse.add(step);
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
                    "The model has diverged: "
                        + problem
                        + ". Start a new run with a lower learning rate or --guard 30:clip=1, or scale the"
                        + " features."));
  }

  private Optional<String> problem() {
    if (normTooLarge) {
      return Optional.of("its parameters are out of range");
    }
    if (highLoss >= STEPS) {
      return Optional.of(
          "its loss has been above %.2f, that of a uniform guess, for %d steps or more"
              .formatted(uniformLoss, STEPS));
    }
    return collapse.holds()
        ? Optional.of("its predictions do not depend on the features")
        : Optional.empty();
  }

  @Override
  public void save(StateWriter out) {
    out.put(highLoss).put(normTooLarge);
    collapse.save(out);
  }

  @Override
  public void restore(StateReader in) {
    highLoss = in.getInt();
    normTooLarge = in.getBoolean();
    collapse.restore(in);
  }
}
