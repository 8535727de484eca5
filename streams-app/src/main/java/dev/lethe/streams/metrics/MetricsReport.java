package dev.lethe.streams.metrics;

import dev.lethe.measures.AccuracyMatrix;
import dev.lethe.measures.AverageAccuracy;
import dev.lethe.measures.BackwardTransfer;
import dev.lethe.measures.Forgetting;
import dev.lethe.measures.LearningAccuracy;
import dev.lethe.measures.Tally;
import dev.lethe.schemas.MatrixRow;
import dev.lethe.schemas.Prequential;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.WindowMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Creates the {@code RunMetrics} of a run from its state. */
public final class MetricsReport {
  private MetricsReport() {}

  /** Returns all metrics of a run. The state does not change. */
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
        .setAverageAccuracy(orNull(AverageAccuracy.of(matrix)))
        .setAverageForgetting(orNull(Forgetting.average(matrix)))
        .setBackwardTransfer(orNull(BackwardTransfer.average(matrix)))
        .setLearningAccuracy(orNull(LearningAccuracy.of(matrix)))
        .setWindowsClosed(windows.closed())
        .setHealth(Map.copyOf(windows.health().all()))
        .setAlarms(windows.health().alarms())
        .setScorecard(windows.scorecard().get().orElse(null))
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
                      .setBest(orNull(Forgetting.best(matrix, number)))
                      .setForgetting(orNull(Forgetting.of(matrix, number)))
                      .setClosed(window.isClosed())
                      .build());
            });
    return metrics;
  }

  private static List<MatrixRow> rows(RunWindows windows) {
    var listed = new TreeSet<>(windows.matrix().rows());
    listed.retainAll(windows.windows().keySet());
    var rows = new ArrayList<MatrixRow>();
    for (int i : listed) {
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
