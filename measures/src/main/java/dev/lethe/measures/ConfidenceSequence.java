package dev.lethe.measures;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Confidence sequence of the mean of bounded values: valid at all times at once, so it may be
 * inspected after every value and acted on at any. Predictable plug-in empirical Bernstein
 * (Waudby-Smith and Ramdas, Estimating means of bounded random variables by betting, JRSS B 2024,
 * theorem 2), for values x scaled to 0 to 1:
 *
 * <pre>
 *   μ̂ₜ  = (½ + Σ xᵢ) / (t + 1)        σ̂²ₜ = (¼ + Σ (xᵢ − μ̂ᵢ)²) / (t + 1)
 *   λₜ  = min(½, √(2 ln(2/α) / (σ̂²ₜ₋₁ t ln(1 + t))))
 *   mean ∈ Σ λᵢxᵢ / Σ λᵢ ± (ln(2/α) + Σ (xᵢ − μ̂ᵢ₋₁)² (−ln(1 − λᵢ) − λᵢ)) / Σ λᵢ
 * </pre>
 *
 * <p>The probability that any of the intervals misses the mean is at most α, and α/2 for each end.
 * The values need not be independent, and the mean may drift: if the expected value, given the
 * past, never exceeds m, the lower end exceeds m at some time with probability α/2 at most. So a
 * challenger that is never better by more than a margin is promoted with that probability at most.
 *
 * <p>Immutable, and of constant size whatever the number of values.
 *
 * @param min smallest possible value
 * @param max largest possible value, above {@code min}
 * @param alpha error rate α of both ends together, between 0 and 1
 * @param n number of values
 * @param sum Σ xᵢ
 * @param squares Σ (xᵢ − μ̂ᵢ)²
 * @param weights Σ λᵢ
 * @param weighted Σ λᵢxᵢ
 * @param penalty Σ (xᵢ − μ̂ᵢ₋₁)² (−ln(1 − λᵢ) − λᵢ)
 */
public record ConfidenceSequence(
    double min,
    double max,
    double alpha,
    long n,
    double sum,
    double squares,
    double weights,
    double weighted,
    double penalty) {
  private static final double MAX_WEIGHT = 0.5;

  public ConfidenceSequence {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException(
          "alpha: got %s, expected a number between 0 and 1".formatted(alpha));
    }
    if (!(min < max && Double.isFinite(max - min))) {
      throw new IllegalArgumentException(
          "bounds: got %s to %s, expected finite bounds in order".formatted(min, max));
    }
    if (n < 0) {
      throw new IllegalArgumentException("n: got %d, expected 0 or more".formatted(n));
    }
  }

  /** Creates a sequence without values, e.g. for differences of two hits, from −1 to 1. */
  public static ConfidenceSequence of(double min, double max, double alpha) {
    return new ConfidenceSequence(min, max, alpha, 0, 0, 0, 0, 0, 0);
  }

  /**
   * Returns the sequence after one more value.
   *
   * @throws IllegalArgumentException if the value is not within the bounds
   */
  public ConfidenceSequence plus(double value) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          "value: got %s, expected %s to %s".formatted(value, min, max));
    }
    double x = (value - min) / (max - min);
    double t = n + 1.0;
    double meanBefore = (0.5 + sum) / t;
    double variance = (0.25 + squares) / t;
    double weight =
        Math.min(MAX_WEIGHT, Math.sqrt(2 * Math.log(2 / alpha) / (variance * t * Math.log1p(t))));
    double meanAfter = (0.5 + sum + x) / (t + 1);
    return new ConfidenceSequence(
        min,
        max,
        alpha,
        n + 1,
        sum + x,
        squares + (x - meanAfter) * (x - meanAfter),
        weights + weight,
        weighted + weight * x,
        penalty + (x - meanBefore) * (x - meanBefore) * (-Math.log1p(-weight) - weight));
  }

  /** Returns the weighted mean of the values; the middle of the range without values. */
  public double estimate() {
    return unscaled(centre());
  }

  /** Returns the mean of the values; NaN without values. */
  public double mean() {
    return n == 0 ? Double.NaN : unscaled(sum / n);
  }

  /** Returns the lower end of the interval, at least {@code min}. */
  public double low() {
    return unscaled(Math.max(0, centre() - half()));
  }

  /** Returns the upper end of the interval, at most {@code max}. */
  public double high() {
    return unscaled(Math.min(1, centre() + half()));
  }

  /** Returns true if the mean is shown to exceed a margin; wrong with probability α/2 at most. */
  public boolean exceeds(double margin) {
    return low() > margin;
  }

  /** Writes the state in binary form: 72 bytes. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeDouble(min);
    out.writeDouble(max);
    out.writeDouble(alpha);
    out.writeLong(n);
    out.writeDouble(sum);
    out.writeDouble(squares);
    out.writeDouble(weights);
    out.writeDouble(weighted);
    out.writeDouble(penalty);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static ConfidenceSequence readFrom(DataInput in) throws IOException {
    return new ConfidenceSequence(
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble());
  }

  private double centre() {
    return n == 0 ? 0.5 : weighted / weights;
  }

  private double half() {
    return n == 0 ? 0.5 : (Math.log(2 / alpha) + penalty) / weights;
  }

  private double unscaled(double x) {
    return min + x * (max - min);
  }
}
