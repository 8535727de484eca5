package dev.lethe.trainer.output;

import dev.lethe.learner.scorecard.Plasticity;
import dev.lethe.learner.scorecard.Stability;
import dev.lethe.learner.stream.Example;
import dev.lethe.measures.HoldoutHits;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.HoldoutResult;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.WindowState;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Turns the events of a learner into Avro records.
 *
 * @param run name of the run
 */
record EventRecords(String run) {
  /** Maximum number of examples of an evaluation with hits, which are 125 kB then. */
  static final int MAX_HITS = 1_000_000;

  /** The example must have an origin. */
  Prediction prediction(Example example, dev.lethe.learner.stream.Prediction prediction) {
    return new Prediction(
        run,
        example.id(),
        example.origin().partition(),
        example.origin().offset(),
        Instant.ofEpochMilli(example.eventTime()),
        prediction.window(),
        prediction.modelStep(),
        prediction.predicted(),
        prediction.confidence(),
        example.label() == Example.UNLABELLED ? null : example.label());
  }

  TaskWindow window(dev.lethe.learner.stream.TaskWindow window, WindowState state) {
    return new TaskWindow(
        run,
        window.number(),
        window.task(),
        state,
        window.step(),
        window.examples(),
        Instant.ofEpochMilli(window.eventTime()));
  }

  Evaluation evaluation(dev.lethe.learner.stream.Evaluation evaluation) {
    var kind =
        switch (evaluation.kind()) {
          case WINDOW_END -> EvaluationKind.WINDOW_END;
          case PERIODIC -> EvaluationKind.PERIODIC;
        };
    var all = evaluation.results();
    boolean withHits =
        all.stream().mapToLong(dev.lethe.learner.stream.HoldoutResult::examples).sum() <= MAX_HITS;
    var results = all.stream().map(result -> holdout(result, withHits)).toList();
    return new Evaluation(
        run,
        kind,
        evaluation.window(),
        evaluation.step(),
        evaluation.examples(),
        Instant.ofEpochMilli(evaluation.eventTime()),
        results);
  }

  private static HoldoutResult holdout(
      dev.lethe.learner.stream.HoldoutResult result, boolean withHits) {
    HoldoutHits hits = withHits ? result.hits() : null;
    return new HoldoutResult(
        result.window(),
        result.task(),
        result.examples(),
        result.correct(),
        result.loss(),
        hits == null ? null : hits.holdout(),
        hits == null ? null : ByteBuffer.wrap(hits.toBytes()));
  }

  Scorecard scorecard(dev.lethe.learner.scorecard.Scorecard scorecard) {
    Stability stability = scorecard.stability();
    Plasticity plasticity = scorecard.plasticity();
    return Scorecard.newBuilder()
        .setRun(run)
        .setWindow(scorecard.window())
        .setTask(scorecard.task())
        .setStep(scorecard.step())
        .setEventTime(Instant.ofEpochMilli(scorecard.eventTime()))
        .setAccuracy(orNull(stability.accuracy()))
        .setForgetting(orNull(stability.forgetting()))
        .setLearningAccuracy(orNull(stability.learningAccuracy()))
        .setOnlineAccuracy(orNull(plasticity.online()))
        .setFreshOnlineAccuracy(orNull(plasticity.freshOnline()))
        .setPlasticityRatio(orNull(plasticity.ratio()))
        .setPlasticityHoldoutRatio(orNull(plasticity.holdoutRatio()))
        .setPlasticitySpeed(orNull(plasticity.speed()))
        .setWarmStartGap(orNull(scorecard.warmStartGap()))
        .build();
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
