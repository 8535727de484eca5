package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.Role;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events of a learner and their order. */
class LearnerOrderTest {
  private final Recorder recorder = new Recorder();

  private static LearnerSpec spec(int batchSize, int evaluateEvery, int healthEvery) {
    return LearnerSpec.builder(Streams.FEATURES, Streams.CLASSES)
        .method("er(memory=10,batch=2)")
        .model("mlp(hidden=4)")
        .batchSize(batchSize)
        .evaluateEvery(evaluateEvery)
        .healthEvery(healthEvery)
        .build();
  }

  @Test
  void shouldPredictBeforeTheStepAndEvaluateAtTheWindowEnd() {
    // Given
    try (Learner learner = new Learner(spec(2, 2, 2), recorder)) {
      // When
      for (int i = 0; i < 5; i++) {
        learner.accept(Streams.learn("e" + i, i % 2, "a"));
      }
      learner.accept(Streams.learn("f", 2, "b"));

      // Then
      assertThat(recorder.lines)
          .containsExactly(
              "opened 0 a",
              "predicted e0 by 0",
              "predicted e1 by 0",
              "stepped 1",
              "predicted e2 by 1",
              "predicted e3 by 1",
              "stepped 2",
              "health 2",
              "PERIODIC 0",
              "predicted e4 by 2",
              "stepped 3",
              "closed 0 a",
              "WINDOW_END 0",
              "health 3",
              "opened 1 b");
      assertThat(learner.step()).isEqualTo(3);
      assertThat(learner.examples()).isEqualTo(6);
      assertThat(learner.window()).isEqualTo(1);
    }
  }

  @Test
  void shouldPredictWithTheModelBeforeTheStep() {
    // Given
    List<Example> stream = Streams.task("a", 0, 40, Role.LEARN);
    Recorder early = new Recorder();
    try (Learner learner = new Learner(spec(4, 0, 50), recorder);
        Learner other = new Learner(spec(4, 0, 50), early)) {
      // When: the other learner predicts each example before it can be part of a step
      for (Example example : stream) {
        other.accept(example);
        other.predictPending();
        learner.accept(example);
      }

      // Then
      assertThat(recorder.ids()).isEqualTo(early.ids()).hasSize(40);
      for (int i = 0; i < stream.size(); i++) {
        Prediction late = recorder.predictions.get(i);
        assertThat(late.modelStep())
            .isEqualTo(i / 4)
            .isEqualTo(early.predictions.get(i).modelStep());
        assertThat(late.confidence())
            .isCloseTo(early.predictions.get(i).confidence(), within(1e-5f));
      }
      assertThat(learner.digest()).isEqualTo(other.digest());
    }
  }

  @Test
  void shouldKeepStreamOrderWhenSomeExamplesAreUnlabelled() {
    // Given
    try (Learner learner = new Learner(spec(2, 0, 50), recorder)) {
      // When
      learner.accept(Streams.unlabelled("u0", 0));
      learner.accept(Streams.learn("e0", 0, "a"));
      learner.accept(Streams.unlabelled("u1", 1));
      learner.predictPending();
      learner.predictPending();
      learner.accept(Streams.unlabelled("u2", 1));
      learner.accept(Streams.learn("e1", 1, "a"));

      // Then
      assertThat(recorder.ids()).containsExactly("u0", "e0", "u1", "u2", "e1");
      assertThat(recorder.predictions).allMatch(prediction -> prediction.modelStep() == 0);
      assertThat(learner.step()).isEqualTo(1);
      assertThat(learner.examples()).isEqualTo(5);
    }
  }

  @Test
  void shouldPredictUnpromptedWhenNoExampleHasALabel() {
    // Given
    try (Learner learner = new Learner(spec(2, 0, 50), recorder)) {
      // When
      IntStream.range(0, 1100).forEach(i -> learner.accept(Streams.unlabelled("u" + i, 0)));

      // Then
      assertThat(recorder.predictions).hasSize(1024);
      assertThat(learner.step()).isZero();
    }
  }

  @Test
  void shouldPredictPendingExamplesWhenTheWindowEnds() {
    // Given
    try (Learner learner = new Learner(spec(5, 0, 50), recorder)) {
      learner.accept(Streams.unlabelled("u0", 0));

      // When
      learner.accept(Streams.boundary());

      // Then
      assertThat(recorder.lines)
          .containsExactly("opened 0 null", "predicted u0 by 0", "closed 0 null", "health 0");
    }
  }

  @Test
  void shouldReportMetricsOfEachPart() {
    // Given
    try (Learner learner = new Learner(spec(2, 0, 3), recorder)) {
      // When
      Streams.task("a", 0, 6, Role.EVALUATE).forEach(learner::accept);
      Streams.task("a", 0, 6, Role.LEARN).forEach(learner::accept);

      // Then: 0 + 2 + 2 drawn
      assertThat(recorder.health).hasSize(1);
      assertThat(recorder.health.get(0))
          .containsEntry("samples.drawn", 4.0)
          .containsEntry("buffer.size", 6.0)
          .containsEntry("holdout.size", 6.0)
          .hasEntrySatisfying("loss", loss -> assertThat(loss).isPositive())
          .hasEntrySatisfying("replay.loss", loss -> assertThat(loss).isPositive())
          .hasEntrySatisfying("gradient.norm", norm -> assertThat(norm).isPositive())
          .containsKeys("buffer.bytes", "holdout.bytes");
    }
  }
}
