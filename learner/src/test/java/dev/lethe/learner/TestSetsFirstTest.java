package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Role;
import dev.lethe.measures.AccuracyMatrix;
import dev.lethe.measures.BackwardTransfer;
import dev.lethe.measures.Forgetting;
import dev.lethe.measures.LearningAccuracy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The case "test sets first": a holdout belongs to its task. */
class TestSetsFirstTest {
  private static final List<Example> EVALUATE_A = easy("a", 0, 20, Role.EVALUATE);
  private static final List<Example> EVALUATE_B = easy("b", 1, 20, Role.EVALUATE);
  private static final List<Example> LEARN_A = easy("a", 0, 300, Role.LEARN);
  private static final List<Example> LEARN_B = easy("b", 1, 300, Role.LEARN);
  private final Recorder recorder = new Recorder();

  private static LearnerSpec spec(String windows) {
    return Streams.spec("er(memory=200)", windows, HoldoutRule.DEFAULT, 1);
  }

  /** Returns EVALUATE examples of tasks a and b, then LEARN examples of a and b. */
  private static List<Example> testSetsFirst() {
    var stream = new ArrayList<>(Streams.task("a", 0, 100, Role.EVALUATE));
    stream.addAll(Streams.task("b", 2, 100, Role.EVALUATE));
    stream.addAll(Streams.task("a", 0, 600, Role.LEARN));
    stream.addAll(Streams.task("b", 2, 600, Role.LEARN));
    stream.add(Streams.boundary());
    return stream;
  }

  private Recorder run(String windows, List<Example> stream) {
    try (Learner learner = new Learner(spec(windows), recorder)) {
      stream.forEach(learner::accept);
    }
    return recorder;
  }

  private static Example withoutTask(Example e) {
    return new Example(e.id(), e.eventTime(), e.features(), e.label(), null, e.role());
  }

  @Test
  void shouldEvaluateEachTaskOnItsOwnExamplesWhenTestSetsComeFirst() {
    // When
    run("field", testSetsFirst());

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
    List<Evaluation> expected = new ArrayList<>(run("field", within).evaluations);
    recorder.evaluations.clear();

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
    run("field", stream);

    // Then
    assertThat(recorder.closed).hasSize(2);
    assertThat(recorder.evaluations.get(1).results())
        .extracting(HoldoutResult::examples)
        .containsExactly(130, 100);
  }

  @Test
  void shouldJoinTheOpenWindowOrWaitForTheNextWhenExamplesHaveNoTask() {
    // Given
    List<Example> stream =
        new ArrayList<>(testSetsFirst().stream().map(TestSetsFirstTest::withoutTask).toList());
    stream.addAll(500, Streams.task("x", 0, 7, Role.EVALUATE));

    // When
    run("count(n=600)", stream);

    // Then
    assertThat(recorder.evaluations.get(0).results())
        .extracting(HoldoutResult::window, HoldoutResult::examples)
        .containsExactly(tuple(0, 207));
  }

  private static AccuracyMatrix matrix(Recorder recorder) {
    var matrix = new AccuracyMatrix();
    recorder.evaluations.forEach(each -> matrix.put(each.row(HoldoutResult::accuracy)));
    return matrix;
  }

  /** Returns easy examples of a task with one class. */
  private static List<Example> easy(String task, int label, int examples, Role role) {
    return IntStream.range(0, examples)
        .mapToObj(
            i -> {
              float[] values = new float[Streams.FEATURES];
              values[label] = 1 + i % 5 / 10f;
              var features = new Features.Floats(values);
              return new Example(task + role + i, i, features, label, task, role);
            })
        .toList();
  }

  @SafeVarargs
  private static List<Example> stream(List<Example>... parts) {
    var stream = new ArrayList<Example>();
    for (List<Example> part : parts) {
      stream.addAll(part);
    }
    stream.add(Streams.boundary());
    return stream;
  }

  private static List<Example> unlabelled(List<Example> examples) {
    return examples.stream()
        .map(
            e ->
                new Example(
                    e.id(), e.eventTime(), e.features(), Example.UNLABELLED, e.task(), e.role()))
        .toList();
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
  void shouldLeaveWindowsWithoutLearningOutOfAllAverages() {
    // Given: unlabelled windows of c after a and b
    List<Example> c = unlabelled(easy("c", 2, 50, Role.LEARN));
    List<Example> evaluateC = easy("c", 2, 20, Role.EVALUATE);
    List<Example> stream = stream(EVALUATE_A, LEARN_A, evaluateC, c, EVALUATE_B, LEARN_B, c);

    // When
    run("field", stream);

    // Then
    assertThat(recorder.closed).extracting("task").containsExactly("a", "c", "b", "c");
    assertThat(recorder.evaluations).extracting("window").containsExactly(0, 2);
    assertThat(recorder.evaluations.get(1).results())
        .extracting(HoldoutResult::window)
        .containsExactly(0, 2);
    AccuracyMatrix matrix = matrix(recorder);
    assertThat(LearningAccuracy.of(matrix)).isEqualTo(1);
    assertThat(Forgetting.windows(matrix)).isEqualTo(1);
  }

  @Test
  void shouldScoreOnlyWindowsInWhichTheModelLearned() {
    // Given
    List<Example> c = unlabelled(easy("c", 2, 50, Role.LEARN));
    var cards = new Cards();

    // When
    try (var learner = new ScoredLearner(spec("field"), Cards.ALL, cards)) {
      stream(EVALUATE_A, LEARN_A, c, EVALUATE_B, LEARN_B, c).forEach(learner::accept);
    }

    // Then
    assertThat(cards.scorecards).extracting("window").containsExactly(0, 2);
    assertThat(cards.scorecards.get(1).stability().forgettable()).isEqualTo(1);
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

  @Test
  void shouldAddToTheNewestWindowOfATaskThatComesBack() {
    // Given
    List<Example> again = easy("a", 0, 7, Role.EVALUATE);

    // When
    run("field", stream(EVALUATE_A, LEARN_A, LEARN_B, LEARN_A, again));

    // Then
    assertThat(recorder.evaluations.get(2).results())
        .extracting(HoldoutResult::window, HoldoutResult::examples)
        .containsExactly(tuple(0, 20), tuple(2, 7));
  }

  @Test
  void shouldContinueWithWaitingExamplesWhenRestored() {
    // Given
    List<Example> stream = testSetsFirst();
    var state = new ByteArrayOutputStream();
    var straight = new Cards();
    try (var learner = new ScoredLearner(spec("field"), Cards.ALL, straight)) {
      stream.subList(0, 300).forEach(learner::accept);
      learner.save(state);
      stream.subList(300, stream.size()).forEach(learner::accept);
    }

    // When
    var resumed = new Cards();
    try (var learner = new ScoredLearner(spec("field"), Cards.ALL, resumed)) {
      learner.restore(new ByteArrayInputStream(state.toByteArray()));
      stream.subList(300, stream.size()).forEach(learner::accept);
    }

    // Then: the fresh networks are evaluated on the examples of their own tasks
    assertThat(resumed.scorecards).isEqualTo(straight.scorecards).hasSize(2);
    assertThat(resumed.scorecards)
        .allSatisfy(card -> assertThat(card.plasticity().freshHoldout()).isGreaterThan(0.8));
  }

  @Test
  void shouldBoundTheExamplesThatWait() {
    // Given
    var rule = new HoldoutRule(0, 7, 2);
    var learner = new Learner(Streams.spec("naive", "field", rule, 1), recorder);
    try (learner) {
      for (String task : List.of("a", "b", "c", "d")) {
        Streams.task(task, 0, 30, Role.EVALUATE).forEach(learner::accept);
      }

      // When
      learner.accept(Streams.learn("one", 0, "d"));
      learner.accept(Streams.boundary());
    }

    // Then
    assertThat(recorder.health.get(recorder.health.size() - 1))
        .containsEntry("holdout.size", 14.0)
        .containsEntry("holdout.waiting", 7.0);
  }

  @Test
  void shouldKeepBytesWhenWaitingExamplesAreMerged() {
    // Given: examples without and with a task wait for the same window
    var stream = new ArrayList<Example>();
    for (String task : Arrays.asList(null, "a")) {
      IntStream.range(0, 3)
          .mapToObj(
              i ->
                  new Example(
                      task + "-" + i,
                      0,
                      new Features.Bytes(new byte[Streams.FEATURES]),
                      0,
                      task,
                      Role.EVALUATE))
          .forEach(stream::add);
    }
    stream.add(Streams.learn("one", 0, "a"));
    stream.add(Streams.boundary());

    // When
    run("field", stream);

    // Then
    assertThat(recorder.evaluations.get(0).results().get(0).examples()).isEqualTo(6);
  }
}
