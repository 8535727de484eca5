package dev.lethe.streams.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Accuracy with a fading factor, {@code S_t = x_t + αS_{t-1}}, {@code B_t = 1 + αB_{t-1}}, {@code P
 * = S/B} with α = {@value #ALPHA}: about the last 1000 predictions, the newest weighing most, and
 * without bias from the first on.
 *
 * <p>J. Gama, R. Sebastião, P. P. Rodrigues, <i>On evaluating stream learning algorithms</i>,
 * Machine Learning 90, 2013.
 */
public final class FadingAccuracy {
  public static final double ALPHA = 0.999;

  private final double alpha;
  private double sum;
  private double weight;

  public FadingAccuracy() {
    this(ALPHA, 0, 0);
  }

  FadingAccuracy(double alpha) {
    this(alpha, 0, 0);
  }

  private FadingAccuracy(double alpha, double sum, double weight) {
    this.alpha = alpha;
    this.sum = sum;
    this.weight = weight;
  }

  public void add(boolean right) {
    // S_t = x_t + αS_{t-1}; B_t = 1 + αB_{t-1}
    sum = (right ? 1 : 0) + alpha * sum;
    weight = 1 + alpha * weight;
  }

  /** In [0, 1]; NaN before the first. */
  public double value() {
    return weight == 0 ? Double.NaN : sum / weight;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeDouble(sum);
    out.writeDouble(weight);
  }

  static FadingAccuracy readFrom(DataInput in) throws IOException {
    return new FadingAccuracy(ALPHA, in.readDouble(), in.readDouble());
  }
}
