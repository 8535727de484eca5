package dev.lethe.streams.metrics;

import dev.lethe.schemas.MatrixRow;
import dev.lethe.schemas.Prequential;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.WindowMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the state of a run into the words of {@code RunMetrics}. */
public final class MetricsReport {
  private MetricsReport() {}

  /** All metrics of a run as its state has them. The state is not changed. */
  public static RunMetrics of(String run, RunProgress progress, RunWindows windows) {
    AccuracyMatrix matrix = windows.matrix();
    return RunMetrics.newBuilder()
        .setRun(run)
        .setEventTime(Instant.ofEpochMilli(progress.eventTime()))
        .setExamples(progress.total().examples())
        .setScored(progress.total().scored())
        .setStep(progress.step())
        .setPrequential(
            new Prequential(
                orNull(progress.total().accuracy()),
                orNull(progress.windowed()),
                orNull(progress.fading())))
        .setWindows(windowMetrics(progress, windows))
        .setMatrix(rows(windows))
        .setAverageAccuracy(orNull(matrix.averageAccuracy()))
        .setAverageForgetting(orNull(matrix.averageForgetting()))
        .setBackwardTransfer(orNull(matrix.backwardTransfer()))
        .setLearningAccuracy(orNull(matrix.learningAccuracy()))
        .setWindowsClosed(windows.closed())
        .setFigures(Map.copyOf(windows.figures()))
        .build();
  }

  private static List<WindowMetrics> windowMetrics(RunProgress progress, RunWindows windows) {
    AccuracyMatrix matrix = windows.matrix();
    var metrics = new ArrayList<WindowMetrics>(windows.windows().size());
    windows
        .windows()
        .forEach(
            (number, window) -> {
              Tally tally = window.tally().plus(progress.inWindow(number));
              metrics.add(
                  WindowMetrics.newBuilder()
                      .setWindow(number)
                      .setTask(window.task())
                      .setExamples(tally.examples())
                      .setPrequential(orNull(tally.accuracy()))
                      .setHoldout(orNull(window.holdout()))
                      .setLearning(orNull(matrix.at(number, number)))
                      .setBest(orNull(matrix.best(number)))
                      .setForgetting(orNull(matrix.forgetting(number)))
                      .setClosed(window.isClosed())
                      .build());
            });
    return metrics;
  }

  private static List<MatrixRow> rows(RunWindows windows) {
    var rows = new ArrayList<MatrixRow>();
    for (int i : windows.matrix().rows()) {
      var accuracy = new ArrayList<Double>(windows.windows().size());
      for (int j : windows.windows().keySet()) {
        accuracy.add(orNull(windows.matrix().at(i, j)));
      }
      rows.add(new MatrixRow(i, accuracy));
    }
    return rows;
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
