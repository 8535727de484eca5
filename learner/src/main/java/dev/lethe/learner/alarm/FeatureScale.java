package dev.lethe.learner.alarm;

import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Alarm;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Raises {@code features.scale} if columns are far from unit scale or from the other columns. The
 * scale of a column is its mean |x|, over the first {@value #FIRST} rows and then over periods of
 * {@value #PERIOD} rows.
 *
 * <pre>
 *   too large      mean |x| &gt; 20, or above 5 and 100 times the median of the columns
 *   too small      mean |x| &lt; 0.002 in all columns
 * </pre>
 */
final class FeatureScale implements Detector {
  private static final int FIRST = 20;
  private static final int PERIOD = 200;
  private static final int NAMED = 5;

  private final double[] sums;
  private long rows;
  private long nextCheck = FIRST;
  private String problem = "";

  FeatureScale(int features) {
    this.sums = new double[features];
  }

  /** Adds the fresh rows of a step. */
  void add(RowBatch batch, int fresh) {
    float[] values = batch.values();
    for (int row = 0; row < fresh; row++) {
      for (int column = 0; column < sums.length; column++) {
        sums[column] += Math.abs(values[row * sums.length + column]);
      }
    }
    rows += fresh;
    if (rows >= nextCheck) {
      check();
      nextCheck = PERIOD;
      rows = 0;
      Arrays.fill(sums, 0);
    }
  }

  private void check() {
    double[] scales = Arrays.stream(sums).map(sum -> sum / rows).toArray();
    double[] used = Arrays.stream(scales).filter(scale -> scale > 0).sorted().toArray();
    double median = used.length == 0 ? 0 : used[used.length / 2];
    int[] large =
        IntStream.range(0, scales.length)
            .filter(i -> scales[i] > 20 || (scales[i] > 5 && scales[i] > 100 * median))
            .toArray();
    if (large.length > 0) {
      problem = "%s (up to %.3g on average)".formatted(names(large), max(scales));
    } else if (used.length > 0 && max(scales) < 0.002) {
      problem = "all features (at most %.3g on average)".formatted(max(scales));
    } else {
      problem = "";
    }
  }

  private static double max(double[] scales) {
    return Arrays.stream(scales).max().orElse(0);
  }

  private static String names(int[] columns) {
    String first =
        Arrays.stream(columns)
            .limit(NAMED)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
    String more = columns.length > NAMED ? " and " + (columns.length - NAMED) + " more" : "";
    return (columns.length > 1 ? "feature columns " : "feature column ") + first + more;
  }

  @Override
  public Optional<Alarm> alarm() {
    return problem.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Alarm(
                "features.scale",
                "far from unit scale: "
                    + problem
                    + "; scale the features to about 0 to 1 in the producer, send pixels as bytes,"
                    + " or use --model tabular, which scales them itself"));
  }

  @Override
  public void save(StateWriter out) {
    out.put(rows).put(nextCheck).put(problem).put(sums, sums.length);
  }

  @Override
  public void restore(StateReader in) {
    rows = in.getLong();
    nextCheck = in.getLong();
    problem = in.getText();
    System.arraycopy(in.getDoubles(), 0, sums, 0, sums.length);
  }
}
