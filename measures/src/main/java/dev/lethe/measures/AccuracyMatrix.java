package dev.lethe.measures;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Accuracy matrix {@code R[i][j]}: accuracy on the holdout of task window j at the end of window i.
 * Below, k is the newest window that has a row.
 *
 * <p>The matrix retains the rows and columns of the windows {@code k - N + 1} to k. Older windows
 * are retired. Two sums survive their retirement, so that {@link LearningAccuracy} and {@link
 * BackwardTransfer#oneStep} are means over all windows of a run. Rows of retired windows that
 * arrive late are ignored.
 *
 * <p>Window numbers are consecutive. A number that has no row leaves its terms out of every mean,
 * and so does a cell that was not evaluated. A row that arrives again replaces the one before, so
 * the order of rows of retained windows does not matter.
 *
 * @see AverageAccuracy
 * @see Forgetting
 */
public final class AccuracyMatrix {
  /** Number of windows retained by default; a trainer keeps no more holdouts than this. */
  public static final int RETAINED = 64;

  private final int retained;
  private final NavigableMap<Integer, AccuracyRow> rows = new TreeMap<>();
  private final Mean retiredLearning;
  private final Mean retiredOneStep;

  /** Creates an empty matrix that retains {@value #RETAINED} windows. */
  public AccuracyMatrix() {
    this(RETAINED);
  }

  /**
   * Creates an empty matrix.
   *
   * @param retained maximum number N of windows whose rows and columns are retained, at least 1
   */
  public AccuracyMatrix(int retained) {
    this(retained, new Mean(), new Mean());
  }

  private AccuracyMatrix(int retained, Mean retiredLearning, Mean retiredOneStep) {
    if (retained < 1) {
      throw new IllegalArgumentException(
          "retained: got '%d', expected 1 or more".formatted(retained));
    }
    this.retained = retained;
    this.retiredLearning = retiredLearning;
    this.retiredOneStep = retiredOneStep;
  }

  /** Sets row i, replacing it if present, and retires the windows that are now too old. */
  public void put(AccuracyRow row) {
    if (row.window() < oldest()) {
      return;
    }
    rows.put(row.window(), row);
    int oldest = oldest();
    for (int j : rows.headMap(oldest).keySet()) {
      retiredLearning.add(learning(j));
      retiredOneStep.add(oneStep(j));
    }
    rows.headMap(oldest).clear();
    rows.replaceAll((window, kept) -> kept.from(oldest));
  }

  /** Returns the number k of the newest window that has a row; −1 if there is none. */
  public int newest() {
    return rows.isEmpty() ? -1 : rows.lastKey();
  }

  /** Returns the number of the oldest window that is not retired, {@code max(0, k - N + 1)}. */
  public int oldest() {
    return Math.max(0, newest() - retained + 1);
  }

  /** Returns the windows that have a row, in ascending order, read-only. */
  public SortedSet<Integer> rows() {
    return Collections.unmodifiableSortedSet(rows.navigableKeySet());
  }

  /** Returns {@code R[i][j]} in [0, 1], or NaN if it was not evaluated or is retired. */
  public double at(int i, int j) {
    AccuracyRow row = rows.get(i);
    return row == null ? Double.NaN : row.at(j);
  }

  /** Returns the retained windows j ≤ k. */
  IntStream windows() {
    return IntStream.rangeClosed(oldest(), newest());
  }

  /** Returns the retained windows j &lt; k. */
  IntStream pastWindows() {
    return IntStream.range(oldest(), newest());
  }

  /** Returns {@code R[j][j]}. */
  double learning(int j) {
    return at(j, j);
  }

  /** Returns {@code R[j+1][j] - R[j][j]}. */
  double oneStep(int j) {
    return at(j + 1, j) - at(j, j);
  }

  /** Returns the mean of {@code R[j][j]} over retired windows. */
  Mean retiredLearning() {
    return retiredLearning;
  }

  /** Returns the mean of {@code R[j+1][j] - R[j][j]} over retired windows. */
  Mean retiredOneStep() {
    return retiredOneStep;
  }

  /** Writes the matrix in binary form. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(retained);
    retiredLearning.writeTo(out);
    retiredOneStep.writeTo(out);
    out.writeInt(rows.size());
    for (AccuracyRow row : rows.values()) {
      out.writeInt(row.window());
      out.writeInt(row.accuracies().size());
      for (var cell : row.accuracies().entrySet()) {
        out.writeInt(cell.getKey());
        out.writeDouble(cell.getValue());
      }
    }
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IllegalArgumentException if a count is negative
   */
  public static AccuracyMatrix readFrom(DataInput in) throws IOException {
    var read = new AccuracyMatrix(in.readInt(), Mean.readFrom(in), Mean.readFrom(in));
    for (int r = readCount(in); r > 0; r--) {
      int window = in.readInt();
      var accuracies = new TreeMap<Integer, Double>();
      for (int c = readCount(in); c > 0; c--) {
        accuracies.put(in.readInt(), in.readDouble());
      }
      read.rows.put(window, new AccuracyRow(window, accuracies));
    }
    return read;
  }

  private static int readCount(DataInput in) throws IOException {
    int count = in.readInt();
    if (count < 0) {
      throw new IllegalArgumentException("count: got %d, expected 0 or more".formatted(count));
    }
    return count;
  }
}
