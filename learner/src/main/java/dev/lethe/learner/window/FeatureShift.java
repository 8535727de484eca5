package dev.lethe.learner.window;

import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.List;

/**
 * Compares the features of an example with those before it, in three values that are 1 more often
 * when the features shift. Each feature is standardised by its own mean and deviation so far:
 *
 * <pre>
 *   z = (x − mean) / deviation      m = mean of z,  q = mean of z² over the features of a row
 *   values:  m unusually large,  m unusually small,  q unusually large      1 if so, otherwise 0
 * </pre>
 *
 * A value is unusual if it is more than 1.28 deviations from its own mean, as 10 % of normal values
 * are. The first two show that many features shift together, the third also that few of them do.
 */
final class FeatureShift implements Stateful {
  static final int VALUES = 3;
  private static final int SUMMARIES = 2;
  private static final double UNUSUAL = 1.28;

  private final FeatureBlocks blocks;
  private Standardizer features = new Standardizer(0);
  private Standardizer summary = new Standardizer(SUMMARIES);
  private int width;

  /**
   * Creates a comparison without examples.
   *
   * @param blocks receives the features of all examples
   */
  FeatureShift(FeatureBlocks blocks) {
    this.blocks = blocks;
  }

  /** Forgets all examples. */
  void restart() {
    width = 0;
    features = new Standardizer(0);
    summary = new Standardizer(SUMMARIES);
  }

  /**
   * Adds an example.
   *
   * @param row array that contains the features
   * @param from index of the first of them
   * @param rowWidth number of features
   * @return three values, 0 or 1; empty for the first examples
   */
  List<Double> add(float[] row, int from, int rowWidth) {
    if (width == 0) {
      width = rowWidth;
      features = new Standardizer(width);
    }
    blocks.add(row, from, width);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < width; i++) {
      double z = features.add(row[from + i], i);
      sum += z;
      squares += z * z;
    }
    boolean warm = features.isWarm();
    features.endRow();
    return warm ? compare(sum / width, squares / width) : List.of();
  }

  private List<Double> compare(double m, double q) {
    boolean warm = summary.isWarm();
    double mean = summary.add(m, 0);
    double distance = summary.add(q, 1);
    summary.endRow();
    return warm
        ? List.of(oneIf(mean > UNUSUAL), oneIf(mean < -UNUSUAL), oneIf(distance > UNUSUAL))
        : List.of();
  }

  private static double oneIf(boolean unusual) {
    return unusual ? 1 : 0;
  }

  private static void restore(Standardizer standardizer, int width, StateReader in) {
    standardizer.restore(in);
    if (standardizer.width() != width) {
      throw new StateMismatchException("standardised values", standardizer.width(), width);
    }
  }

  @Override
  public void save(StateWriter out) {
    features.save(out.put(width));
    summary.save(out);
  }

  @Override
  public void restore(StateReader in) {
    width = in.getInt();
    restore(features, width, in);
    restore(summary, SUMMARIES, in);
  }
}
