package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.Role;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearnerHoldoutTest {
  private static final HoldoutRule THIRD = new HoldoutRule(0.3, 1000, 64);
  private static final HoldoutRule NONE = HoldoutRule.DEFAULT;

  private final Recorder recorder = new Recorder();
  private final Recorder others = new Recorder();

  @Test
  void shouldPredictButNeverTrainOnHeldOutExamples() {
    // Given
    List<Example> all = Streams.task("a", 0, 200, Role.LEARN);
    List<Example> learnt = all.stream().filter(example -> !THIRD.holdsOut(example.id())).toList();
    List<Example> probes =
        IntStream.range(0, 50).mapToObj(i -> Streams.unlabelled("p" + i, i % 4)).toList();
    try (Learner learner = new Learner(Streams.spec("er", "field", THIRD, 1), recorder);
        Learner other = new Learner(Streams.spec("er", "field", NONE, 1), others)) {
      // When
      all.forEach(learner::accept);
      learnt.forEach(other::accept);
      learner.predictPending();
      other.predictPending();
      probes.forEach(learner::accept);
      probes.forEach(other::accept);
      learner.predictPending();
      other.predictPending();

      // Then
      assertThat(learnt.size()).isBetween(120, 160);
      assertThat(recorder.ids()).hasSize(250).startsWith(ids(all));
      assertThat(learner.step()).isEqualTo(other.step()).isEqualTo(learnt.size() / 5);
      assertThat(tail(recorder)).isEqualTo(tail(others));
    }
  }

  @Test
  void shouldNeitherPredictNorTrainOnEvaluateExamples() {
    // Given
    try (Learner learner = new Learner(Streams.spec("er", 1), recorder)) {
      // When
      Streams.task("a", 0, 20, Role.EVALUATE).forEach(learner::accept);
      learner.accept(Streams.learn("one", 0, "a"));
      learner.accept(Streams.boundary());

      // Then
      assertThat(recorder.ids()).containsExactly("one");
      assertThat(learner.step()).isEqualTo(1);
      assertThat(learner.examples()).isEqualTo(1);
      assertThat(recorder.evaluations.get(0).results().get(0).examples()).isEqualTo(20);
    }
  }

  @Test
  void shouldBoundHoldoutsInSizeAndNumber() {
    // Given
    HoldoutRule small = new HoldoutRule(0, 7, 2);
    try (Learner learner = new Learner(Streams.spec("naive", "field", small, 1), recorder)) {
      // When
      for (String task : List.of("a", "b", "c")) {
        Streams.task(task, 0, 30, Role.EVALUATE).forEach(learner::accept);
        learner.accept(Streams.learn(task, 0, task));
        learner.accept(Streams.boundary());
      }

      // Then
      assertThat(recorder.evaluations.get(2).results())
          .extracting(HoldoutResult::window, HoldoutResult::task, HoldoutResult::examples)
          .containsExactly(tuple(1, "b", 7), tuple(2, "c", 7));
    }
  }

  @Test
  void shouldEvaluateInChunksLikeInOnePass() {
    // Given: more examples than fit in a forward pass, all identical
    Example one = Streams.task("a", 0, 1, Role.EVALUATE).get(0);
    try (Learner learner = new Learner(Streams.spec("naive", 1), recorder);
        Learner other = new Learner(Streams.spec("naive", 1), others)) {
      // When
      IntStream.range(0, 1500).forEach(i -> learner.accept(one));
      other.accept(one);
      for (Learner each : List.of(learner, other)) {
        each.accept(Streams.learn("one", 0, "a"));
        each.accept(Streams.boundary());
      }

      // Then
      HoldoutResult many = recorder.evaluations.get(0).results().get(0);
      HoldoutResult single = others.evaluations.get(0).results().get(0);
      assertThat(many.examples()).isEqualTo(1500);
      assertThat(many.correct()).isEqualTo(1500 * single.correct());
      assertThat(many.loss()).isCloseTo(single.loss(), within(1e-5));
    }
  }

  @Test
  void shouldTellOnWhichExamplesTheModelWasRight() {
    // Given: two methods, and a seed with another sample of the same examples
    HoldoutRule small = new HoldoutRule(0, 25, 2);
    var third = new Recorder();
    try (Learner learner = new Learner(Streams.spec("naive", "field", small, 1), recorder);
        Learner method = new Learner(Streams.spec("er", "field", small, 1), others);
        Learner seed = new Learner(Streams.spec("naive", "field", small, 2), third)) {
      // When
      for (Learner each : List.of(learner, method, seed)) {
        Streams.task("a", 0, 60, Role.EVALUATE).forEach(each::accept);
        Streams.task("a", 0, 20, Role.LEARN).forEach(each::accept);
        each.accept(Streams.boundary());
      }

      // Then
      HoldoutResult result = recorder.evaluations.get(0).results().get(0);
      assertThat(result.correct()).isBetween(1, 25);
      assertThat(result.hits().examples()).isEqualTo(25);
      assertThat(result.hits().correct()).isEqualTo(result.correct());
      assertThat(result.hits().isOfSameHoldout(others.evaluations.get(0).results().get(0).hits()))
          .isTrue();
      assertThat(result.hits().isOfSameHoldout(third.evaluations.get(0).results().get(0).hits()))
          .isFalse();
    }
  }

  private static String[] ids(List<Example> examples) {
    return examples.stream().map(Example::id).toArray(String[]::new);
  }

  private static List<Prediction> tail(Recorder recorder) {
    int size = recorder.predictions.size();
    return recorder.predictions.subList(size - 50, size);
  }
}
