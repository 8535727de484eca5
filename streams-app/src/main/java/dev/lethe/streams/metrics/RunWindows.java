package dev.lethe.streams.metrics;

import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.HoldoutResult;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.WindowState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The newest {@value #KEPT} task windows of a run by number, the accuracy matrix over them, and the
 * newest health figures. What is said of an older window is ignored.
 */
public final class RunWindows {
  /** Task windows kept; the trainer keeps no more holdouts than this. */
  public static final int KEPT = 64;

  private static final int VERSION = 1;

  private final NavigableMap<Integer, WindowSummary> windows = new TreeMap<>();
  private final HealthMetrics figures;
  private final AccuracyMatrix matrix;
  private int newestClosed = -1;

  public RunWindows() {
    this(new HealthMetrics(), new AccuracyMatrix());
  }

  private RunWindows(HealthMetrics figures, AccuracyMatrix matrix) {
    this.figures = figures;
    this.matrix = matrix;
  }

  /**
   * Makes room for a window; the oldest go.
   *
   * @throws InvalidEventException if the number is negative
   */
  void open(int number) {
    InvalidEventException.requireWindow(number);
    if (isRetired(number)) {
      return;
    }
    if (windows.putIfAbsent(number, new WindowSummary()) == null) {
      int oldest = oldestKept();
      windows.headMap(oldest, false).clear();
      matrix.retireBefore(oldest);
    }
  }

  /** Adds predictions that fell in a window. */
  void add(int number, Tally tally) {
    WindowSummary window = windows.get(number);
    if (window != null) {
      window.add(tally);
    }
  }

  /**
   * A window opened or closed.
   *
   * @throws InvalidEventException if its number is negative
   */
  public void changed(TaskWindow event) {
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
   * An evaluation: the holdouts' newest accuracy and, at a window's end, a row of the matrix.
   *
   * @throws InvalidEventException if it names a negative window or more correct than there are
   */
  public void evaluated(Evaluation event) {
    InvalidEventException.requireWindow(event.getWindow());
    var row = new TreeMap<Integer, Double>();
    for (HoldoutResult result : event.getResults()) {
      row.put(InvalidEventException.requireWindow(result.getWindow()), accuracy(result));
    }
    open(event.getWindow());
    for (HoldoutResult result : event.getResults()) {
      open(result.getWindow());
      WindowSummary window = windows.get(result.getWindow());
      if (window != null) {
        window.name(result.getTask());
        window.evaluated(row.get(result.getWindow()), event.getStep());
      }
    }
    if (event.getKind() == EvaluationKind.WINDOW_END) {
      close(event.getWindow());
      if (!isRetired(event.getWindow())) {
        matrix.put(event.getWindow(), row.tailMap(oldestKept(), true));
      }
    }
  }

  /** Health figures replace those of the same name. */
  public void felt(Health event) {
    figures.add(event.getFigures());
  }

  /** Task windows that have ended, those no longer kept included. */
  int closed() {
    return newestClosed + 1;
  }

  NavigableMap<Integer, WindowSummary> windows() {
    return Collections.unmodifiableNavigableMap(windows);
  }

  AccuracyMatrix matrix() {
    return matrix;
  }

  Map<String, Double> figures() {
    return figures.all();
  }

  private void close(int number) {
    newestClosed = Math.max(newestClosed, number);
    WindowSummary window = windows.get(number);
    if (window != null) {
      window.close();
    }
  }

  private boolean isRetired(int number) {
    return !windows.isEmpty() && number < oldestKept();
  }

  private int oldestKept() {
    return Math.max(0, windows.lastKey() - KEPT + 1);
  }

  private static double accuracy(HoldoutResult result) {
    if (result.getCorrect() < 0 || result.getCorrect() > result.getExamples()) {
      throw new InvalidEventException(
          "results[window %d].correct: got %d, expected 0 to %d"
              .formatted(result.getWindow(), result.getCorrect(), result.getExamples()));
    }
    return result.getExamples() == 0
        ? Double.NaN
        : (double) result.getCorrect() / result.getExamples();
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(newestClosed);
    out.writeInt(windows.size());
    for (var window : windows.entrySet()) {
      out.writeInt(window.getKey());
      window.getValue().writeTo(out);
    }
    figures.writeTo(out);
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
    var read = new RunWindows(HealthMetrics.readFrom(in), AccuracyMatrix.readFrom(in));
    read.newestClosed = newestClosed;
    read.windows.putAll(windows);
    return read;
  }
}
