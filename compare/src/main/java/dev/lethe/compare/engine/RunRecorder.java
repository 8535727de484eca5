package dev.lethe.compare.engine;

import static java.util.Comparator.comparingLong;

import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult.AlarmText;
import dev.lethe.compare.results.RunResult.CurvePoint;
import dev.lethe.compare.results.RunResult.MatrixRow;
import dev.lethe.measures.Accuracy;
import dev.lethe.measures.AccuracyMatrix;
import dev.lethe.measures.AccuracyRow;
import dev.lethe.measures.AnytimeAccuracy;
import dev.lethe.measures.AverageAccuracy;
import dev.lethe.measures.BackwardTransfer;
import dev.lethe.measures.Forgetting;
import dev.lethe.measures.LearningAccuracy;
import dev.lethe.measures.Mean;
import dev.lethe.measures.StabilityGap;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.HoldoutResult;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.trainer.RunOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Computes the metrics of a run from what it has published. */
final class RunRecorder implements RunOutput.Sink {
  private static final int MAX_EVALUATIONS = 100;
  private static final String DIVERGED = "diverged";
  private static final String DEAD_LETTERS = "dead.letters";

  private final PredictionCounts predictions = new PredictionCounts();
  private final AccuracyMatrix matrix = new AccuracyMatrix();
  private final List<MatrixRow> rows = new ArrayList<>();
  private final AnytimeAccuracy anytime = new AnytimeAccuracy();
  private final StabilityGap stabilityGap = new StabilityGap();
  private final Samples<CurvePoint> curve = new Samples<>(MAX_EVALUATIONS, CurvePoint::windowEnd);
  private final Mean plasticity = new Mean();
  private final Map<Integer, String> tasks = new TreeMap<>();
  private final Map<String, String> alarms = new TreeMap<>();
  private boolean periodic;
  private double warmStartGap = Double.NaN;
  private double deadLetters;
  private String diverged;

  @Override
  public void predicted(int window, int predicted, Integer label) {
    predictions.add(window, predicted, label);
  }

  @Override
  public void window(TaskWindow window) {
    if (window.getTask() != null) {
      tasks.put(window.getWindow(), window.getTask());
    }
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    boolean windowEnd = evaluation.getKind() == EvaluationKind.WINDOW_END;
    AccuracyRow row = row(evaluation);
    periodic |= !windowEnd;
    anytime.add(row);
    stabilityGap.add(row, windowEnd);
    if (windowEnd) {
      matrix.put(row);
      rows.add(new MatrixRow(row.window(), row.accuracies()));
    }
    curve.add(
        new CurvePoint(
            evaluation.getExamples(),
            row.window(),
            AverageAccuracy.of(row),
            windowEnd ? Forgetting.average(matrix) : Forgetting.average(matrix, row),
            Double.NaN,
            windowEnd));
  }

  private static AccuracyRow row(Evaluation evaluation) {
    var accuracies = new TreeMap<Integer, Double>();
    for (HoldoutResult result : evaluation.getResults()) {
      accuracies.put(result.getWindow(), Accuracy.of(result.getCorrect(), result.getExamples()));
    }
    return new AccuracyRow(evaluation.getWindow(), accuracies);
  }

  @Override
  public void scored(Scorecard scorecard) {
    plasticity.add(orNan(scorecard.getPlasticityRatio()));
    warmStartGap = orNan(scorecard.getWarmStartGap());
  }

  @Override
  public void health(Health health) {
    health.getAlarms().forEach(alarm -> alarms.putIfAbsent(alarm.getName(), alarm.getText()));
    deadLetters = health.getMetrics().getOrDefault(DEAD_LETTERS, deadLetters);
    diverged =
        health.getAlarms().stream()
            .filter(alarm -> alarm.getName().equals(DIVERGED))
            .map(alarm -> alarm.getText())
            .findFirst()
            .orElse(null);
  }

  private static double orNan(Double value) {
    return value == null ? Double.NaN : value;
  }

  PredictionCounts predictions() {
    return predictions;
  }

  Map<Integer, String> tasks() {
    return tasks;
  }

  List<MatrixRow> matrix() {
    return rows;
  }

  /** Returns the alarms that were raised, with their first text. */
  List<AlarmText> alarms() {
    return alarms.entrySet().stream().map(e -> new AlarmText(e.getKey(), e.getValue())).toList();
  }

  long deadLetters() {
    return Math.round(deadLetters);
  }

  /** Returns the text of the alarm if the model had diverged at the end, or null. */
  String diverged() {
    return diverged;
  }

  /** Returns the metrics by name, without those that are not defined. */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new TreeMap<>();
    put(metrics, RunMetric.AVERAGE_ACCURACY, AverageAccuracy.of(matrix));
    put(metrics, RunMetric.AVERAGE_FORGETTING, Forgetting.average(matrix));
    put(metrics, RunMetric.LEARNING_ACCURACY, LearningAccuracy.of(matrix));
    put(metrics, RunMetric.BACKWARD_TRANSFER, BackwardTransfer.average(matrix));
    put(metrics, RunMetric.PREQUENTIAL_ACCURACY, predictions.all().accuracy());
    put(metrics, RunMetric.ANYTIME_ACCURACY, periodic ? anytime.value() : Double.NaN);
    put(metrics, RunMetric.STABILITY_GAP, stabilityGap.value());
    put(metrics, RunMetric.PLASTICITY_RATIO, plasticity.value());
    put(metrics, RunMetric.WARM_START_GAP, warmStartGap);
    return metrics;
  }

  private static void put(Map<String, Double> metrics, RunMetric metric, double value) {
    if (Double.isFinite(value)) {
      metrics.put(metric.key(), value);
    }
  }

  /** Returns metrics in the course of the run, in the order of the stream. */
  List<CurvePoint> curve() {
    List<CurvePoint> points = new ArrayList<>(predictions.curve());
    points.addAll(curve.elements());
    points.sort(comparingLong(CurvePoint::examples));
    return points;
  }
}
