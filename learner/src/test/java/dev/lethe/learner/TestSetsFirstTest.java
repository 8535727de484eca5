package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The case "test sets first": a holdout belongs to its task. */
class TestSetsFirstTest {
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

  @Test
  void shouldNotEvaluateOnWindowsInWhichNothingWasLearned() {
    // Given: a window of c without labels between a and b
    var stream = new ArrayList<>(Streams.task("a", 0, 100, Role.EVALUATE));
    stream.addAll(Streams.task("a", 0, 200, Role.LEARN));
    Streams.task("c", 1, 50, Role.LEARN).stream()
        .map(e -> new Example(e.id(), 0, e.features(), Example.UNLABELLED, "c", Role.LEARN))
        .forEach(stream::add);
    stream.addAll(Streams.task("c", 1, 50, Role.EVALUATE));
    stream.addAll(Streams.task("b", 2, 200, Role.LEARN));
    stream.addAll(Streams.task("b", 2, 40, Role.EVALUATE));
    stream.add(Streams.boundary());

    // When
    run("field", stream);

    // Then
    assertThat(recorder.closed).hasSize(3);
    assertThat(recorder.evaluations.get(2).results())
        .extracting(HoldoutResult::window)
        .containsExactly(0, 2);
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
