package dev.lethe.learner.drift;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;

/**
 * The early drift detection method (Baena-García et al., 2006): compares the distances between
 * errors with the largest that they have been.
 *
 * <pre>
 *   r = (p′ + 2 s′) / max(p′ + 2 s′)      p′, s′: mean and deviation of the distances so far
 *   DRIFT    if r &lt; drift               after more than errors errors, at an error
 *   WARNING  if r &lt; warning             from such an error to the next
 * </pre>
 *
 * A value of at least ½ is an error. Its false alarms are very many: prefer another where an alarm
 * costs something.
 */
public final class Eddm implements DriftDetector {
  /** {@code eddm(errors=30, warning=0.95, drift=0.9)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "eddm",
          "detector",
          List.of(
              new Key("errors", new Domain.Whole(1, Integer.MAX_VALUE), "30"),
              new Key("warning", new Domain.Real(0, false, 1, true), "0.95"),
              new Key("drift", new Domain.Real(0, false, 1, true), "0.9")));

  private static final double ERROR = 0.5;

  private final String settings;
  private final int least;
  private final double warning;
  private final double drift;
  private long count;
  private long lastError;
  private long errors;
  private double mean;
  private double squares;
  private double largest;
  private boolean warned;

  /**
   * @param part of {@link #DEFINITION}
   */
  public Eddm(Part part) {
    this.settings = part.toString();
    this.least = part.whole("errors");
    this.warning = part.real("warning");
    this.drift = part.real("drift");
    if (drift > warning) {
      throw new IllegalArgumentException(
          "eddm.drift: got '" + drift + "', expected at most warning, " + warning);
    }
  }

  private void reset() {
    count = 0;
    lastError = 0;
    errors = 0;
    mean = 0;
    squares = 0;
    largest = 0;
    warned = false;
  }

  @Override
  public DriftSignal add(double value) {
    DriftDetector.checked(value);
    count++;
    if (value >= ERROR && alarms()) {
      reset();
      return DriftSignal.DRIFT;
    }
    return warned ? DriftSignal.WARNING : DriftSignal.STABLE;
  }

  /** Takes an error, and decides whether it is one too early. */
  private boolean alarms() {
    errors++;
    double distance = count - lastError;
    lastError = count;
    double before = mean;
    mean += (distance - before) / errors;
    squares += (distance - mean) * (distance - before);
    double spread = mean + 2 * StrictMath.sqrt(squares / errors);
    // as many values as errors are waited for, before the largest is worth anything
    if (count < least) {
      return false;
    }
    if (spread > largest) {
      largest = spread;
      warned = false;
      return false;
    }
    double ratio = spread / largest;
    warned = errors > least && ratio < warning;
    return errors > least && ratio < drift;
  }

  @Override
  public void save(StateWriter out) {
    out.put(settings).put(count).put(lastError).put(errors);
    out.put(mean).put(squares).put(largest).put(warned);
  }

  @Override
  public void restore(StateReader in) {
    in.expect("detector", settings);
    count = in.getLong();
    lastError = in.getLong();
    errors = in.getLong();
    mean = in.getDouble();
    squares = in.getDouble();
    largest = in.getDouble();
    warned = in.getBoolean();
  }
}
