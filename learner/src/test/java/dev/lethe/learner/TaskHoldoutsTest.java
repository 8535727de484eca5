package dev.lethe.learner;

import static dev.lethe.learner.TaskStreams.EVALUATE_A;
import static dev.lethe.learner.TaskStreams.EVALUATE_B;
import static dev.lethe.learner.TaskStreams.LEARN_A;
import static dev.lethe.learner.TaskStreams.LEARN_B;
import static dev.lethe.learner.TaskStreams.alternating;
import static dev.lethe.learner.TaskStreams.easy;
import static dev.lethe.learner.TaskStreams.matrix;
import static dev.lethe.learner.TaskStreams.run;
import static dev.lethe.learner.TaskStreams.spec;
import static dev.lethe.learner.TaskStreams.stream;
import static dev.lethe.learner.TaskStreams.unlabelled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Role;
import dev.lethe.measures.AccuracyMatrix;
import dev.lethe.measures.Forgetting;
import dev.lethe.measures.LearningAccuracy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under every window rule, EVALUATE examples join the newest window that contains their task. */
class TaskHoldoutsTest {
  static final String DRIFT = "drift(detector=adwin,on=error,min=100)";

  static List<String> rules() {
    return List.of("field", "count(n=300)", "time(ms=300)", DRIFT);
  }

  static Stream<Arguments> rulesAndPositions() {
    List<List<Example>> positions =
        List.of(
            stream(EVALUATE_A, EVALUATE_B, LEARN_A, LEARN_B),
            stream(EVALUATE_B, EVALUATE_A, LEARN_A, LEARN_B),
            stream(EVALUATE_A, LEARN_A, EVALUATE_B, LEARN_B),
            stream(LEARN_A, EVALUATE_A, EVALUATE_B, LEARN_B),
            stream(EVALUATE_B, LEARN_A, LEARN_B, EVALUATE_A),
            stream(LEARN_A, LEARN_B, EVALUATE_A, EVALUATE_B),
            // of a task that is never learned
            stream(easy("x", 2, 9, Role.EVALUATE), EVALUATE_A, EVALUATE_B, LEARN_A, LEARN_B));
    return rules().stream()
        .flatMap(rule -> positions.stream().map(position -> Arguments.of(rule, position)));
  }

  /** Returns the results after the stream, since a window may have ended before the tests. */
  private static List<HoldoutResult> runAndEvaluate(
      String windows, List<Example> stream, Recorder recorder) {
    try (var learner = new Learner(spec(windows), recorder)) {
      stream.forEach(learner::accept);
      return learner.evaluateNow();
    }
  }

  private static List<HoldoutResult> last(Recorder recorder) {
    return recorder.evaluations.get(recorder.evaluations.size() - 1).results();
  }

  @ParameterizedTest
  @MethodSource("rulesAndPositions")
  void shouldEvaluateEachTaskInItsOwnWindowWhereverTheTestSetsAre(
      String windows, List<Example> stream) {
    // When
    Recorder recorder = new Recorder();
    List<HoldoutResult> results = runAndEvaluate(windows, stream, recorder);

    // Then
    assertThat(results)
        .extracting(HoldoutResult::window, HoldoutResult::examples, HoldoutResult::accuracy)
        .containsExactly(tuple(0, 20, 1.0), tuple(1, 30, 1.0));
    AccuracyMatrix matrix = matrix(recorder);
    assertThat(LearningAccuracy.of(matrix)).isIn(1.0, Double.NaN);
    assertThat(Forgetting.average(matrix)).isIn(0.0, Double.NaN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"count(n=300)", "time(ms=300)", DRIFT})
  void shouldNameTheFirstTaskOfAWindow(String windows) {
    // Given
    List<Example> mixed = alternating(LEARN_A, LEARN_B).subList(0, 300);

    // When
    Recorder recorder = run(windows, stream(EVALUATE_A, EVALUATE_B, mixed));

    // Then
    assertThat(last(recorder))
        .extracting(HoldoutResult::task, HoldoutResult::examples)
        .containsExactly(tuple("a", 50));
  }

  @ParameterizedTest
  @ValueSource(strings = {"count(n=200)", "time(ms=200)"})
  void shouldJoinAsSoonAsTheWindowLearnsTheTaskWhenTasksAreInterleaved(String windows) {
    // Given
    List<Example> mixed = alternating(LEARN_A, LEARN_B);
    List<Example> later = easy("b", 1, 7, Role.EVALUATE);

    // When
    Recorder recorder =
        run(
            windows,
            stream(EVALUATE_A, EVALUATE_B, mixed.subList(0, 250), later, mixed.subList(250, 600)));

    // Then
    assertThat(recorder.evaluations).extracting(Evaluation::window).containsExactly(0, 1, 2);
    assertThat(recorder.evaluations.get(0).results())
        .extracting(HoldoutResult::window, HoldoutResult::examples)
        .containsExactly(tuple(0, 50));
    assertThat(last(recorder))
        .extracting(HoldoutResult::window, HoldoutResult::examples)
        .containsExactly(tuple(0, 50), tuple(1, 7));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldAddToTheNewestWindowOfATaskThatComesBack(String windows) {
    // Given: a comes back with another class, so that the detector fires
    List<Example> back = easy("a", 2, 300, Role.LEARN);
    List<Example> again = easy("a", 2, 7, Role.EVALUATE);
    List<Example> stream = stream(EVALUATE_A, LEARN_A, LEARN_B, back, again);

    // When
    List<HoldoutResult> results = runAndEvaluate(windows, stream, new Recorder());

    // Then
    assertThat(results)
        .extracting(HoldoutResult::window, HoldoutResult::examples)
        .containsExactly(tuple(0, 20), tuple(2, 7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"count(n=300)", "time(ms=300)", DRIFT})
  void shouldWaitWhileATaskIsOnlyPredicted(String windows) {
    // Given: unlabelled examples of b in the window of a
    List<Example> predicted = unlabelled(LEARN_B.subList(0, 100));

    // When
    Recorder recorder =
        run(windows, stream(EVALUATE_A, EVALUATE_B, LEARN_A.subList(0, 200), predicted));

    // Then
    assertThat(last(recorder))
        .extracting(HoldoutResult::window, HoldoutResult::examples)
        .containsExactly(tuple(0, 20));
    assertThat(recorder.health.get(recorder.health.size() - 1))
        .containsEntry("holdout.waiting", 30.0);
  }

  @Test
  void shouldJoinAWindowWhoseDetectorFindsNoChange() {
    // Given: b is distributed like a
    List<Example> learn = easy("b", 0, 300, Role.LEARN);
    List<Example> evaluate = easy("b", 0, 30, Role.EVALUATE);
    List<Example> stream = stream(EVALUATE_A, evaluate, LEARN_A, learn);
    try (var learner = new Learner(spec(DRIFT), new Recorder())) {
      stream.subList(0, 50 + 300 + 99).forEach(learner::accept);
      List<HoldoutResult> before = learner.evaluateNow();

      // When: the window is trained on its 100th example of b
      learner.accept(stream.get(50 + 300 + 99));

      // Then
      assertThat(before).extracting(HoldoutResult::examples).containsExactly(20);
      assertThat(learner.evaluateNow()).extracting(HoldoutResult::examples).containsExactly(50);
    }
  }
}
