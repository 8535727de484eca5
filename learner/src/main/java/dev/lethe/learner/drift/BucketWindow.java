package dev.lethe.learner.drift;

import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.ArrayList;
import java.util.List;

/**
 * Exponential histogram of the newest W values of a stream, in O(log W) memory (Datar et al.,
 * "Maintaining stream statistics over sliding windows", 2002).
 *
 * <pre>
 *   row i holds up to 5 buckets of 2^i values each, oldest first; new values enter row 0
 *   a sixth bucket in row i merges the row's two oldest buckets into one bucket of row i + 1
 * </pre>
 *
 * Every row but the last has 4 or 5 buckets, so the window has at most 5 (1 + log₂((W + 4)/5))
 * buckets.
 */
final class BucketWindow implements Stateful {
  /** Predicate on the sizes and means of the older (0) and the newer part (1) of a window. */
  interface CutPredicate {
    boolean test(long n0, double mean0, long n1, double mean1);
  }

  private static final int MAX_BUCKETS = 5;
  private final List<Row> rows = new ArrayList<>();
  private long width;
  private double sum;
  private double squares; // sum of squared distances from the mean

  /** Buckets of one size, oldest first. Has room for one extra bucket before a merge. */
  private static final class Row {
    private final double[] sums = new double[MAX_BUCKETS + 1];
    private final double[] squares = new double[MAX_BUCKETS + 1];
    private int count;

    void append(double bucketSum, double bucketSquares) {
      sums[count] = bucketSum;
      squares[count] = bucketSquares;
      count++;
    }

    void removeOldest(int buckets) {
      count -= buckets;
      System.arraycopy(sums, buckets, sums, 0, count);
      System.arraycopy(squares, buckets, squares, 0, count);
    }
  }

  void add(double value) {
    if (width > 0) {
      double distance = value - sum / width;
      squares += width * distance * distance / (width + 1);
    }
    width++;
    sum += value;
    row(0).append(value, 0);
    for (int i = 0; rows.get(i).count > MAX_BUCKETS; i++) {
      Row row = rows.get(i);
      double n = 1L << i;
      double distance = (row.sums[0] - row.sums[1]) / n;
      double within = row.squares[0] + row.squares[1];
      row(i + 1).append(row.sums[0] + row.sums[1], within + n / 2 * distance * distance);
      row.removeOldest(2);
    }
  }

  private Row row(int number) {
    if (number == rows.size()) {
      rows.add(new Row());
    }
    return rows.get(number);
  }

  /** Drops the values of the oldest bucket. */
  void dropOldest() {
    int last = rows.size() - 1;
    Row row = rows.get(last);
    long n = 1L << last;
    width -= n;
    sum -= row.sums[0];
    double distance = row.sums[0] / n - mean();
    squares -= row.squares[0] + n * width * distance * distance / (n + width);
    row.removeOldest(1);
    if (row.count == 0) {
      rows.remove(last);
    }
  }

  /** Returns true if the predicate holds for at least one cut between two buckets. */
  boolean anyCut(CutPredicate predicate) {
    long n0 = 0;
    double sum0 = 0;
    for (int i = rows.size() - 1; i >= 0; i--) {
      Row row = rows.get(i);
      for (int j = 0; j < row.count; j++) {
        n0 += 1L << i;
        sum0 += row.sums[j];
        long n1 = width - n0;
        if (n1 > 0 && predicate.test(n0, sum0 / n0, n1, (sum - sum0) / n1)) {
          return true;
        }
      }
    }
    return false;
  }

  long width() {
    return width;
  }

  int buckets() {
    return rows.stream().mapToInt(row -> row.count).sum();
  }

  /** Returns the mean of the window, or 0 if it is empty. */
  double mean() {
    return width == 0 ? 0 : sum / width;
  }

  /** Returns the variance of the window, or 0 if it is empty. */
  double variance() {
    // rounding errors of the subtractions can make the sum slightly negative
    return width == 0 ? 0 : Math.max(0, squares / width);
  }

  @Override
  public void save(StateWriter out) {
    out.put(width).put(sum).put(squares).put((long) rows.size());
    rows.forEach(row -> out.put(row.sums, row.count).put(row.squares, row.count));
  }

  @Override
  public void restore(StateReader in) {
    width = in.getLong();
    sum = in.getDouble();
    squares = in.getDouble();
    rows.clear();
    for (int remaining = in.getCount(); remaining > 0; remaining--) {
      double[] sums = in.getDoubles();
      double[] within = in.getDoubles(sums.length);
      if (sums.length > MAX_BUCKETS) {
        throw new StateMismatchException("buckets", sums.length, "up to " + MAX_BUCKETS);
      }
      rows.add(new Row());
      for (int j = 0; j < sums.length; j++) {
        rows.get(rows.size() - 1).append(sums[j], within[j]);
      }
    }
  }
}
