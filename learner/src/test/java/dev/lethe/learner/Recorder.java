package dev.lethe.learner;

import dev.lethe.learner.stream.Alarm;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HealthReport;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.TaskWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Records the events of a learner, one line per event, and their values. */
final class Recorder implements LearnerListener {
  final List<String> lines = new ArrayList<>();
  final List<Example> examples = new ArrayList<>();
  final List<Prediction> predictions = new ArrayList<>();
  final List<TaskWindow> closed = new ArrayList<>();
  final List<Evaluation> evaluations = new ArrayList<>();
  final List<Map<String, Double>> health = new ArrayList<>();
  final List<HealthReport> reports = new ArrayList<>();

  @Override
  public void predicted(Example example, Prediction prediction) {
    lines.add("predicted " + example.id() + " by " + prediction.modelStep());
    examples.add(example);
    predictions.add(prediction);
  }

  @Override
  public void windowOpened(TaskWindow window) {
    lines.add("opened " + window.number() + " " + window.task());
  }

  @Override
  public void windowClosed(TaskWindow window) {
    lines.add("closed " + window.number() + " " + window.task());
    closed.add(window);
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    lines.add(evaluation.kind() + " " + evaluation.window());
    evaluations.add(evaluation);
  }

  @Override
  public void stepped(long step) {
    lines.add("stepped " + step);
  }

  @Override
  public void health(HealthReport report) {
    lines.add("health " + report.step());
    health.add(report.metrics());
    reports.add(report);
  }

  /** Returns the names of the alarms that were raised at any time. */
  Set<String> alarms() {
    return reports.stream()
        .flatMap(report -> report.alarms().stream())
        .map(Alarm::name)
        .collect(Collectors.toSet());
  }

  /** Returns the names of the alarms of the newest report. */
  List<String> lastAlarms() {
    return reports.get(reports.size() - 1).alarms().stream().map(Alarm::name).toList();
  }

  List<String> ids() {
    return examples.stream().map(Example::id).toList();
  }

  double accuracy(Evaluation evaluation, int window) {
    return evaluation.results().stream()
        .filter(result -> result.window() == window)
        .mapToDouble(result -> (double) result.correct() / result.examples())
        .findFirst()
        .orElseThrow();
  }
}
