package dev.lethe.scenarios;

import dev.lethe.scenarios.data.Values;
import java.util.function.UnaryOperator;

/**
 * Standard scores with the mean and deviation of the stream so far (Welford's recurrences):
 *
 * <pre>
 *   m_n = m_(n-1) + (x_n − m_(n-1)) / n
 *   s_n = s_(n-1) + (x_n − m_(n-1)) (x_n − m_n)
 *   out = (x_n − m_n) / √(s_n / n),   0 if s_n is 0
 * </pre>
 */
final class RunningScale implements UnaryOperator<Values> {
  private long count;
  private double[] means = new double[0];
  private double[] squares = new double[0];

  @Override
  public Values apply(Values values) {
    int size = values.size();
    if (count == 0) {
      means = new double[size];
      squares = new double[size];
    }
    count++;
    float[] scores = new float[size];
    for (int i = 0; i < size; i++) {
      double value = value(values, i);
      double before = value - means[i];
      means[i] += before / count;
      double after = value - means[i];
      squares[i] += before * after;
      scores[i] = squares[i] > 0 ? (float) (after / Math.sqrt(squares[i] / count)) : 0;
    }
    return new Values.Floats(scores);
  }

  private static double value(Values values, int i) {
    if (values instanceof Values.Floats floats) {
      return floats.values()[i];
    }
    return (((Values.Bytes) values).values()[i] & 0xff) / 255.0;
  }
}
