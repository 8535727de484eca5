package dev.lethe.learner;

import static dev.lethe.learner.TaskStreams.EVALUATE_A;
import static dev.lethe.learner.TaskStreams.EVALUATE_B;
import static dev.lethe.learner.TaskStreams.LEARN_A;
import static dev.lethe.learner.TaskStreams.LEARN_B;
import static dev.lethe.learner.TaskStreams.easy;
import static dev.lethe.learner.TaskStreams.matrix;
import static dev.lethe.learner.TaskStreams.run;
import static dev.lethe.learner.TaskStreams.spec;
import static dev.lethe.learner.TaskStreams.stream;
import static dev.lethe.learner.TaskStreams.testSetsFirst;
import static dev.lethe.learner.TaskStreams.unlabelled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Role;
import dev.lethe.measures.AccuracyMatrix;
import dev.lethe.measures.BackwardTransfer;
import dev.lethe.measures.Forgetting;
import dev.lethe.measures.LearningAccuracy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The case "test sets first": a holdout belongs to its task. */
class TestSetsFirstTest {
  @Test
  void shouldEvaluateEachTaskOnItsOwnExamplesWhenTestSetsComeFirst() {
    // When
    Recorder recorder = run("field", testSetsFirst());

    // Then
    assertThat(recorder.closed).extracting("task").containsExactly("a", "b");
    assertThat(recorder.evaluations.get(0).results())
        .extracting(HoldoutResult::task, HoldoutResult::examples)
        .containsExactly(tuple("a", 100));
    Evaluation last = recorder.evaluations.get(1);
    assertThat(last.results())
        .extracting(HoldoutResult::task, HoldoutResult::examples)
        .containsExactly(tuple("a", 100), tuple("b", 100));
    assertThat(recorder.accuracy(recorder.evaluations.get(0), 0)).isGreaterThan(0.95);
    assertThat(recorder.accuracy(last, 1)).isGreaterThan(0.9);
    assertThat(recorder.accuracy(last, 0)).isGreaterThan(0.85);
  }

  @Test
  void shouldGiveTheSameResultsAsWhenEachTestSetComesWithItsTask() {
    // Given
    var within = new ArrayList<>(Streams.task("a", 0, 100, Role.EVALUATE));
    within.addAll(Streams.task("a", 0, 600, Role.LEARN));
    within.addAll(Streams.task("b", 2, 100, Role.EVALUATE));
    within.addAll(Streams.task("b", 2, 600, Role.LEARN));
    within.add(Streams.boundary());
    List<Evaluation> expected = run("field", within).evaluations;

    // When, Then
    assertThat(run("field", testSetsFirst()).evaluations)
        .extracting(Evaluation::results)
        .isEqualTo(expected.stream().map(Evaluation::results).toList());
  }

  @Test
  void shouldAddToTheHoldoutOfAnEarlierTaskWithoutEndingTheWindow() {
    // Given
    var stream = new ArrayList<>(testSetsFirst());
    stream.addAll(stream.size() - 1, Streams.task("a", 0, 30, Role.EVALUATE).stream().toList());

    // When
    Recorder recorder = run("field", stream);

    // Then
    assertThat(recorder.closed).hasSize(2);
    assertThat(recorder.evaluations.get(1).results())
        .extracting(HoldoutResult::examples)
        .containsExactly(130, 100);
  }

  static List<List<Example>> positionsOfTheTestSets() {
    return List.of(
        stream(EVALUATE_A, EVALUATE_B, LEARN_A, LEARN_B),
        stream(EVALUATE_B, EVALUATE_A, LEARN_A, LEARN_B),
        stream(EVALUATE_A, LEARN_A, EVALUATE_B, LEARN_B),
        stream(LEARN_A, EVALUATE_A, EVALUATE_B, LEARN_B),
        stream(EVALUATE_B, LEARN_A, LEARN_B, EVALUATE_A),
        stream(LEARN_A, LEARN_B, EVALUATE_A, EVALUATE_B),
        // of a task that is never learned, and of one that is never labelled
        stream(EVALUATE_A, easy("x", 2, 20, Role.EVALUATE), EVALUATE_B, LEARN_A, LEARN_B),
        stream(
            EVALUATE_A,
            EVALUATE_B,
            LEARN_A,
            easy("c", 2, 20, Role.EVALUATE),
            unlabelled(easy("c", 2, 50, Role.LEARN)),
            LEARN_B,
            unlabelled(easy("c", 2, 50, Role.LEARN))));
  }

  @ParameterizedTest
  @MethodSource("positionsOfTheTestSets")
  void shouldForgetNothingWhereverTheTestSetsAre(List<Example> stream) {
    // When
    AccuracyMatrix matrix = matrix(run("field", stream));

    // Then: the last window's own holdout is always known at its end
    assertThat(LearningAccuracy.of(matrix)).isEqualTo(1);
    int last = matrix.newest();
    assertThat(matrix.at(last, last)).isEqualTo(1);
    assertThat(matrix.at(last, 0)).isEqualTo(1);
    assertThat(Forgetting.average(matrix)).isIn(0.0, Double.NaN);
    assertThat(BackwardTransfer.average(matrix)).isIn(0.0, Double.NaN);
  }

  @Test
  void shouldHaveNoForgettingNoTransferAndFullLearningAccuracyWhenTestSetsComeFirst() {
    // When
    AccuracyMatrix matrix = matrix(run("field", stream(EVALUATE_A, EVALUATE_B, LEARN_A, LEARN_B)));

    // Then
    assertThat(Forgetting.average(matrix)).isZero();
    assertThat(BackwardTransfer.average(matrix)).isZero();
    assertThat(LearningAccuracy.of(matrix)).isEqualTo(1);
  }

  @Test
  void shouldEvaluateTheFreshNetworkOnTestSetsThatCameFirst() {
    // Given: without a network from scratch, only the newest window's sample is kept
    var cards = new Cards();
    var fresh = new ReferenceNetworks(true, false, 100, 1, 100);

    // When
    try (var learner = new ScoredLearner(spec("field"), fresh, cards)) {
      stream(EVALUATE_A, EVALUATE_B, LEARN_A, LEARN_B).forEach(learner::accept);
    }

    // Then
    assertThat(cards.scorecards)
        .hasSize(2)
        .allSatisfy(card -> assertThat(card.plasticity().freshHoldout()).isEqualTo(1));
  }
}
