package dev.lethe.streams.metrics;

import dev.lethe.measures.Accuracy;
import dev.lethe.measures.AccuracyMatrix;
import dev.lethe.measures.AccuracyRow;
import dev.lethe.measures.Tally;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.HoldoutResult;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.WindowState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * State of a run: its newest task windows, their accuracy matrix, the newest scorecard and the
 * newest health metrics. The windows are the {@value #KEPT} of the matrix, counted back from the
 * newest row, and the window that is being learned. Events of older windows are ignored.
 *
 * <p>The matrix retires a window when a row arrives, not when a window opens, so its means stay
 * those of the newest window end, which the scorecard reports too.
 */
public final class RunWindows {
  /** Maximum number of task windows in the matrix; the trainer keeps no more holdouts than this. */
  public static final int KEPT = AccuracyMatrix.RETAINED;

  private static final int VERSION = 4;

  private final NavigableMap<Integer, WindowSummary> windows = new TreeMap<>();
  private final HealthMetrics health;
  private final NewestScorecard scorecard;
  private final AccuracyMatrix matrix;
  private int newestClosed = -1;

  public RunWindows() {
    this(new HealthMetrics(), new NewestScorecard(), new AccuracyMatrix(KEPT));
  }

  private RunWindows(HealthMetrics health, NewestScorecard scorecard, AccuracyMatrix matrix) {
    this.health = health;
    this.scorecard = scorecard;
    this.matrix = matrix;
  }

  /**
   * Adds a window if it is missing and drops the oldest ones beyond the bound.
   *
   * @throws InvalidEventException if the number is negative
   */
  void open(int number) {
    InvalidEventException.requireWindow(number);
    windows.putIfAbsent(number, new WindowSummary());
    dropOldest();
  }

  /** Adds the counts of predictions in a window. */
  void add(int number, Tally tally) {
    WindowSummary window = windows.get(number);
    if (window != null) {
      window.add(tally);
    }
  }

  /**
   * Records the start or end of a window.
   *
   * @throws InvalidEventException if its number is negative
   */
  public void recordWindow(TaskWindow event) {
    open(event.getWindow());
    if (event.getState() == WindowState.CLOSED) {
      close(event.getWindow());
    }
    WindowSummary window = windows.get(event.getWindow());
    if (window != null) {
      window.name(event.getTask());
    }
  }

  /**
   * Records the accuracy on each holdout and, at a window's end, a row of the matrix.
   *
   * @throws InvalidEventException if a window is negative, or more predictions are correct than
   *     there are examples
   */
  public void recordEvaluation(Evaluation event) {
    InvalidEventException.requireWindow(event.getWindow());
    var accuracies = new TreeMap<Integer, Double>();
    for (HoldoutResult result : event.getResults()) {
      accuracies.put(InvalidEventException.requireWindow(result.getWindow()), accuracy(result));
    }
    open(event.getWindow());
    for (HoldoutResult result : event.getResults()) {
      open(result.getWindow());
      WindowSummary window = windows.get(result.getWindow());
      if (window != null) {
        window.name(result.getTask());
        window.recordHoldout(accuracies.get(result.getWindow()), event.getStep());
      }
    }
    if (event.getKind() == EvaluationKind.WINDOW_END) {
      close(event.getWindow());
      matrix.put(new AccuracyRow(event.getWindow(), accuracies));
      dropOldest();
    }
  }

  /** Number of task windows that have ended, including those no longer kept. */
  int closed() {
    return newestClosed + 1;
  }

  NavigableMap<Integer, WindowSummary> windows() {
    return Collections.unmodifiableNavigableMap(windows);
  }

  AccuracyMatrix matrix() {
    return matrix;
  }

  public HealthMetrics health() {
    return health;
  }

  public NewestScorecard scorecard() {
    return scorecard;
  }

  private void close(int number) {
    newestClosed = Math.max(newestClosed, number);
    WindowSummary window = windows.get(number);
    if (window != null) {
      window.close();
    }
  }

  /** Bounds the windows, also if rows of the matrix never arrive. */
  private void dropOldest() {
    windows.headMap(Math.max(matrix.oldest(), windows.lastKey() - KEPT)).clear();
  }

  private static double accuracy(HoldoutResult result) {
    if (result.getCorrect() < 0 || result.getCorrect() > result.getExamples()) {
      throw new InvalidEventException(
          "results[window %d].correct: got %d, expected 0 to %d"
              .formatted(result.getWindow(), result.getCorrect(), result.getExamples()));
    }
    return Accuracy.of(result.getCorrect(), result.getExamples());
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(newestClosed);
    out.writeInt(windows.size());
    for (var window : windows.entrySet()) {
      out.writeInt(window.getKey());
      window.getValue().writeTo(out);
    }
    health.writeTo(out);
    scorecard.writeTo(out);
    matrix.writeTo(out);
  }

  public static RunWindows readFrom(DataInput in) throws IOException {
    StateVersion.require(VERSION, in.readByte());
    int newestClosed = in.readInt();
    var windows = new TreeMap<Integer, WindowSummary>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      windows.put(in.readInt(), WindowSummary.readFrom(in));
    }
    var read =
        new RunWindows(
            HealthMetrics.readFrom(in), NewestScorecard.readFrom(in), AccuracyMatrix.readFrom(in));
    read.newestClosed = newestClosed;
    read.windows.putAll(windows);
    return read;
  }
}
