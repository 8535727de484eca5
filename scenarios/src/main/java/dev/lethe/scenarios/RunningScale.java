package dev.lethe.scenarios;

import dev.lethe.scenarios.data.Values;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Standard scores with the mean and deviation of the stream so far, see {@link RunningMoments}.
 *
 * <p>Warns of the first absurd value of each column, and at the end of each column whose mean and
 * deviation depend on a single value.
 */
final class RunningScale implements Scaler {
  private final Consumer<String> warnings;
  private long row;
  private RunningMoments[] columns = new RunningMoments[0];
  private boolean[] warned = new boolean[0];

  /**
   * @param warnings receives a sentence for each warning
   */
  RunningScale(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  @Override
  public Values apply(Values values) {
    int size = values.size();
    if (row == 0) {
      columns = Stream.generate(RunningMoments::new).limit(size).toArray(RunningMoments[]::new);
      warned = new boolean[size];
    }
    row++;
    float[] scores = new float[size];
    for (int i = 0; i < size; i++) {
      double value = value(values, i);
      if (!columns[i].add(value, row) && !warned[i]) {
        warned[i] = true;
        warn(i, row, value, "so mean and deviation ignore it and values like it");
      }
      scores[i] = columns[i].score(value);
    }
    return new Values.Floats(scores);
  }

  @Override
  public void end() {
    for (int i = 0; i < columns.length; i++) {
      RunningMoments column = columns[i];
      if (column.dependsOnOneValue()) {
        warn(
            i,
            column.largestRow(),
            column.largest(),
            "so all later values of the column got nearly the same score");
      }
    }
  }

  private void warn(int column, long atRow, double value, String effect) {
    warnings.accept(
        "normalise: got %.4g in row %d, feature column %d (both counted from 1), far larger than its other values, %s: check the data"
            .formatted(value, atRow, column + 1, effect));
  }

  private static double value(Values values, int i) {
    if (values instanceof Values.Floats floats) {
      return floats.values()[i];
    }
    return (((Values.Bytes) values).values()[i] & 0xff) / 255.0;
  }
}
