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
 * Raises {@code features.scale} if columns are far from unit scale. The scale of a column is its
 * mean |x| in a period: the first {@value #FIRST} rows, and then each {@value #PERIOD} rows.
 *
 * <pre>
 *   too large      mean |x| &gt; 5 in the first period, or &gt; 10 in two others in a row
 *   too small      mean |x| &lt; 0.05 in all columns, and no |x| above 0.2 in the period; also if all are 0
 * </pre>
 *
 * The alarm clears after a period with neither in which no mean is above 5. A change within a
 * stream needs two periods, because standard scores of a column that was constant are large for a
 * while.
 */
final class FeatureScale implements Detector {
  private static final int FIRST = 20;
  private static final int PERIOD = 500;
  private static final int NAMED = 5;
  private static final double LARGE = 5;
  private static final double LARGER = 10;
  private static final double SMALL = 0.05;

  /** Above this, a column with a small mean is sparse, not small. */
  private static final double SPARSE = 0.2;

  private static final String ALL_ZERO = "all features, which are 0";

  private final double[] sums;
  private double largest;
  private long rows;
  private boolean isFirst = true;
  private boolean wasLarger;
  private String problem = "";

  FeatureScale(int features) {
    this.sums = new double[features];
  }

  /** Adds the fresh rows of a step. */
  void add(RowBatch batch, int fresh) {
    float[] values = batch.values();
    for (int row = 0; row < fresh; row++) {
      largest = Math.max(largest, add(values, row * sums.length));
    }
    rows += fresh;
    if (rows >= (isFirst ? FIRST : PERIOD)) {
      check(Arrays.stream(sums).map(sum -> sum / rows).toArray());
      isFirst = false;
      rows = 0;
      largest = 0;
      Arrays.fill(sums, 0);
    }
  }

  /** Adds the row that begins at an index, and returns its largest |x|, NaN if one is NaN. */
  private float add(float[] values, int from) {
    float max = 0;
    for (int column = 0; column < sums.length; column++) {
      float size = Math.abs(values[from + column]);
      sums[column] += size;
      // a branch that is rarely taken is faster than Math.max, whose calls wait for each other
      if (size > max || Float.isNaN(size)) {
        max = size;
      }
    }
    return max;
  }

  private void check(double[] scales) {
    double max = Arrays.stream(scales).max().orElse(0);
    boolean holds = isFirst || !problem.isEmpty() || (max > LARGER && wasLarger);
    wasLarger = max > LARGER;
    if (max > LARGE) {
      problem = holds ? "%s (up to %.3g on average)".formatted(names(scales), max) : "";
    } else if (max < SMALL && largest < SPARSE) {
      problem = max > 0 ? "all features (at most %.3g on average)".formatted(max) : ALL_ZERO;
    } else {
      problem = "";
    }
  }

  private static String names(double[] scales) {
    int[] columns = IntStream.range(0, scales.length).filter(i -> scales[i] > LARGE).toArray();
    String first =
        Arrays.stream(columns)
            .limit(NAMED)
            .mapToObj(column -> String.valueOf(column + 1))
            .collect(Collectors.joining(", "));
    String more = columns.length > NAMED ? " and " + (columns.length - NAMED) + " more" : "";
    String noun = columns.length > 1 ? "feature columns " : "feature column ";
    return noun + first + more + ", counted from 1";
  }

  @Override
  public Optional<Alarm> alarm() {
    return problem.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Alarm(
                "features.scale",
                "Far from unit scale: "
                    + problem
                    + ". Scale the features to about 0 to 1 in the producer, send pixels as bytes,"
                    + " or use --model tabular, which scales them itself."));
  }

  @Override
  public void save(StateWriter out) {
    out.put(rows).put(largest).put(isFirst).put(wasLarger).put(problem).put(sums, sums.length);
  }

  @Override
  public void restore(StateReader in) {
    rows = in.getLong();
    largest = in.getDouble();
    isFirst = in.getBoolean();
    wasLarger = in.getBoolean();
    problem = in.getText();
    System.arraycopy(in.getDoubles(sums.length), 0, sums, 0, sums.length);
  }
}
