package dev.lethe.measures;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Prequential accuracy with a fading factor:
 *
 * <pre>
 *   S_t = x_t + α S_{t−1},  B_t = 1 + α B_{t−1},  P_t = S_t / B_t
 * </pre>
 *
 * <p>x = 1 if the prediction was correct, else 0. P covers about the last 1/(1 − α) predictions,
 * with the largest weight on the newest, and is unbiased from the first prediction on. J. Gama, R.
 * Sebastião and P. P. Rodrigues, <i>On evaluating stream learning algorithms</i>, Machine Learning
 * 90, 2013.
 */
public final class FadingAccuracy {
  private final double alpha;
  private double sum;
  private double weight;

  /**
   * Creates an accuracy of no predictions.
   *
   * @param alpha fading factor α in (0, 1]; 1 gives the cumulative accuracy
   */
  public FadingAccuracy(double alpha) {
    if (!(alpha > 0 && alpha <= 1)) {
      throw new IllegalArgumentException(
          "alpha: got '%s', expected a number in (0, 1]".formatted(alpha));
    }
    this.alpha = alpha;
  }

  /** Adds a prediction whose label is known. */
  public void add(boolean isCorrect) {
    sum = (isCorrect ? 1 : 0) + alpha * sum;
    weight = 1 + alpha * weight;
  }

  /** Returns P in [0, 1]; NaN before the first prediction. */
  public double value() {
    return weight == 0 ? Double.NaN : sum / weight;
  }

  /** Writes the state in binary form, α included. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeDouble(alpha);
    out.writeDouble(sum);
    out.writeDouble(weight);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static FadingAccuracy readFrom(DataInput in) throws IOException {
    var read = new FadingAccuracy(in.readDouble());
    read.sum = in.readDouble();
    read.weight = in.readDouble();
    return read;
  }
}
