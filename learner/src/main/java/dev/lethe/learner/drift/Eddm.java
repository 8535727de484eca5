package dev.lethe.learner.drift;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;

/**
 * EDDM, the early drift detection method (Baena-García et al., 2006). Compares the distance between
 * errors, in values, with its maximum so far.
 *
 * <pre>
 *   r = (p′ + 2 s′) / max(p′ + 2 s′)      p′, s′: mean and deviation of the distances so far
 *   DRIFT    if r &lt; drift               at an error, after more than {@code errors} errors
 *   WARNING  if r &lt; warning             from such an error to the next one
 * </pre>
 *
 * Values of at least ½ count as errors. EDDM raises many false alarms. Prefer another detector if
 * an alarm is expensive.
 */
public final class Eddm implements DriftDetector {
  /** {@code eddm(errors=30, warning=0.95, drift=0.9)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "eddm",
          KIND,
          "Compares the distance between errors with its maximum so far.",
          "Baena-García et al., Early drift detection method, 2006",
          List.of(
              new Key("errors", new Domain.Whole(1, Integer.MAX_VALUE), "30"),
              new Key("warning", new Domain.Real(0, false, 1, true), "0.95"),
              new Key("drift", new Domain.Real(0, false, 1, true), "0.9")));

  private static final double ERROR = 0.5;

  private final String settings;
  private final int minErrors;
  private final double warning;
  private final double drift;
  private long count;
  private long lastError;
  private long errors;
  private double mean;
  private double squares;
  private double largest;
  private boolean inWarning;

  /**
   * Creates the detector.
   *
   * @param part parsed {@link #DEFINITION}
   */
  public Eddm(Part part) {
    this.settings = part.toString();
    this.minErrors = part.whole("errors");
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
    inWarning = false;
  }

  @Override
  public DriftSignal add(double value) {
    DriftDetector.requireInRange(value);
    count++;
    if (value >= ERROR && isDriftAtError()) {
      reset();
      return DriftSignal.DRIFT;
    }
    return inWarning ? DriftSignal.WARNING : DriftSignal.STABLE;
  }

  /** Records an error. Returns true if it signals drift. */
  private boolean isDriftAtError() {
    errors++;
    double distance = count - lastError;
    lastError = count;
    double before = mean;
    mean += (distance - before) / errors;
    squares += (distance - mean) * (distance - before);
    double spread = mean + 2 * StrictMath.sqrt(squares / errors);
    // as in MOA: the maximum is not tracked before this many values
    if (count < minErrors) {
      return false;
    }
    if (spread > largest) {
      largest = spread;
      inWarning = false;
      return false;
    }
    double ratio = spread / largest;
    inWarning = errors > minErrors && ratio < warning;
    return errors > minErrors && ratio < drift;
  }

  @Override
  public void save(StateWriter out) {
    out.put(settings).put(count).put(lastError).put(errors);
    out.put(mean).put(squares).put(largest).put(inWarning);
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
    inWarning = in.getBoolean();
  }
}
