package dev.lethe.streams;

import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.GeneratedClasses;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.HoldoutResult;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Promotion;
import dev.lethe.schemas.PromotionObjective;
import dev.lethe.schemas.PromotionReason;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.WindowState;
import dev.lethe.streams.readmodel.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records as a trainer would send them. */
public final class Events {
  public static final Source SOURCE =
      new Source("localhost:9092", "lethe", "lethe.examples", "lethe.metrics");

  static {
    // Tests copy records with builders before there is any serde.
    GeneratedClasses.trust();
  }

  private Events() {}

  public static Run run(String name, RunState state, long startedAt) {
    return Run.newBuilder()
        .setRun(name)
        .setState(state)
        .setMethod("er(batch=10,memory=500)+sgd(lr=0.1)")
        .setModel("mlp(hidden=100:100)")
        .setSeed(1)
        .setBatchSize(10)
        .setFeatures(784)
        .setClasses(10)
        .setWindows("field")
        .setStartedAt(Instant.ofEpochMilli(startedAt))
        .setUpdatedAt(Instant.ofEpochMilli(startedAt))
        .setSettings(Map.of("lethe.version", "test"))
        .build();
  }

  /** A prediction that is right or wrong. */
  public static Prediction prediction(String run, long offset, int window, boolean right) {
    return prediction(run, offset, window, right ? 3 : 4, 3);
  }

  public static Prediction prediction(
      String run, long offset, int window, int predicted, Integer label) {
    return Prediction.newBuilder()
        .setRun(run)
        .setId("example-" + offset)
        .setPartition(0)
        .setOffset(offset)
        .setEventTime(Instant.ofEpochMilli(1_000 + offset))
        .setWindow(window)
        .setModelStep(offset / 10)
        .setPredicted(predicted)
        .setConfidence(0.5f)
        .setLabel(label)
        .build();
  }

  /** A window's end, with an accuracy in percent for each holdout from window 0 on. */
  public static Evaluation windowEnd(String run, int window, int... percent) {
    return evaluation(run, EvaluationKind.WINDOW_END, window, 100L * (window + 1), percent);
  }

  public static Evaluation periodic(String run, int window, long step, int... percent) {
    return evaluation(run, EvaluationKind.PERIODIC, window, step, percent);
  }

  private static Evaluation evaluation(
      String run, EvaluationKind kind, int window, long step, int... percent) {
    List<HoldoutResult> results = new ArrayList<>();
    for (int j = 0; j < percent.length; j++) {
      results.add(result(j, percent[j], 100));
    }
    return evaluation(run, kind, window, step, results);
  }

  public static Evaluation evaluation(
      String run, EvaluationKind kind, int window, long step, List<HoldoutResult> results) {
    return Evaluation.newBuilder()
        .setRun(run)
        .setKind(kind)
        .setWindow(window)
        .setStep(step)
        .setExamples(step * 10)
        .setEventTime(Instant.ofEpochMilli(5_000 + step))
        .setResults(results)
        .build();
  }

  public static HoldoutResult result(int window, int correct, int examples) {
    return HoldoutResult.newBuilder()
        .setWindow(window)
        .setTask("task-" + window)
        .setExamples(examples)
        .setCorrect(correct)
        .setLoss(0.5)
        .build();
  }

  public static TaskWindow window(String run, int number, WindowState state) {
    return TaskWindow.newBuilder()
        .setRun(run)
        .setWindow(number)
        .setTask("task-" + number)
        .setState(state)
        .setStep(10)
        .setExamples(100)
        .setEventTime(Instant.ofEpochMilli(2_000))
        .build();
  }

  /** A scorecard without plasticity and warm-start gap. */
  public static Scorecard scorecard(String run, int window, double accuracy) {
    return Scorecard.newBuilder()
        .setRun(run)
        .setWindow(window)
        .setTask("task-" + window)
        .setStep(100L * (window + 1))
        .setEventTime(Instant.ofEpochMilli(4_000 + window))
        .setAccuracy(accuracy)
        .build();
  }

  /** A switch of the served run, the first one if its number is 0. */
  public static Promotion promotion(int number, String to, Instant at) {
    return Promotion.newBuilder()
        .setNumber(number)
        .setReason(number == 0 ? PromotionReason.INITIAL : PromotionReason.BETTER)
        .setTo(to)
        .setAt(at)
        .setObjective(PromotionObjective.NOW)
        .setMargin(.005)
        .setAlpha(.05)
        .setChallengers(List.of())
        .build();
  }

  public static Health health(String run, Map<String, Double> metrics) {
    return Health.newBuilder()
        .setRun(run)
        .setStep(50)
        .setWindow(0)
        .setEventTime(Instant.ofEpochMilli(3_000))
        .setMetrics(metrics)
        .build();
  }
}
