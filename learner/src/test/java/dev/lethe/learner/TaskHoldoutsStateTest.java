package dev.lethe.learner;

import static dev.lethe.learner.TaskStreams.EVALUATE_A;
import static dev.lethe.learner.TaskStreams.EVALUATE_B;
import static dev.lethe.learner.TaskStreams.LEARN_A;
import static dev.lethe.learner.TaskStreams.LEARN_B;
import static dev.lethe.learner.TaskStreams.alternating;
import static dev.lethe.learner.TaskStreams.easy;
import static dev.lethe.learner.TaskStreams.spec;
import static dev.lethe.learner.TaskStreams.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** State of holdouts by task: in the learner and in its scorecard. */
class TaskHoldoutsStateTest {
  private static final ReferenceNetworks SMALL = new ReferenceNetworks(true, true, 50, 1, 25);

  /** Returns test sets first, tasks in turn, then both one after the other, and more tests. */
  private static List<Example> mixedStream() {
    List<Example> mixed = alternating(LEARN_A, LEARN_B).subList(0, 150);
    List<Example> more = easy("b", 1, 40, Role.EVALUATE);
    return stream(EVALUATE_A, EVALUATE_B, mixed, LEARN_A, more, LEARN_B, EVALUATE_A);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count(n=90)",
        "time(ms=90)",
        TaskHoldoutsTest.DRIFT,
        "drift(detector=adwin,on=error,min=10)"
      })
  void shouldContinueBitForBitWhenRestored(String windows) {
    // Given
    List<Example> stream = mixedStream();
    for (int at : List.of(30, 51, 170, 700)) {
      var straight = new Cards();
      var resumed = new Cards();
      var state = new ByteArrayOutputStream();
      try (var first = new ScoredLearner(spec(windows), SMALL, straight);
          var second = new ScoredLearner(spec(windows), SMALL, resumed)) {
        stream.subList(0, at).forEach(first::accept);
        first.save(state);
        straight.recorder.evaluations.clear();
        straight.scorecards.clear();

        // When
        second.restore(new ByteArrayInputStream(state.toByteArray()));
        stream.subList(at, stream.size()).forEach(first::accept);
        stream.subList(at, stream.size()).forEach(second::accept);

        // Then
        assertThat(second.digest()).isEqualTo(first.digest());
      }
      assertThat(resumed.recorder.evaluations).isEqualTo(straight.recorder.evaluations);
      assertThat(resumed.scorecards).isEqualTo(straight.scorecards).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"count(n=90)", "time(ms=90)", TaskHoldoutsTest.DRIFT})
  void shouldNotDependOnWhenExamplesArePredicted(String windows) {
    // Given
    List<Example> stream = mixedStream();
    var late = new Cards();
    var soon = new Cards();
    try (var predictsLate = new ScoredLearner(spec(windows), SMALL, late);
        var predictsSoon = new ScoredLearner(spec(windows), SMALL, soon)) {
      // When
      stream.forEach(predictsLate::accept);
      stream.forEach(
          example -> {
            predictsSoon.accept(example);
            predictsSoon.predictPending();
          });

      // Then
      assertThat(predictsSoon.digest()).isEqualTo(predictsLate.digest());
    }
    assertThat(soon.scorecards).isEqualTo(late.scorecards);
  }

  @ParameterizedTest
  @MethodSource("dev.lethe.learner.TaskHoldoutsTest#rules")
  void shouldEvaluateReferenceNetworksOnTheSameTasks(String windows) {
    // Given
    var cards = new Cards();

    // When
    try (var learner = new ScoredLearner(spec(windows), SMALL, cards)) {
      stream(EVALUATE_A, EVALUATE_B, LEARN_A, LEARN_B).forEach(learner::accept);
    }

    // Then
    assertThat(cards.scorecards)
        .hasSize(2)
        .allSatisfy(card -> assertThat(card.plasticity().freshHoldout()).isEqualTo(1))
        .allSatisfy(card -> assertThat(card.warmStartGap()).isZero());
  }

  @ParameterizedTest
  @ValueSource(strings = {"count(n=1000000)", "drift(detector=adwin,on=features,min=1000000)"})
  void shouldBoundItsStateWhenTheStreamNamesManyTasks(String windows) {
    // Given
    var rule = new HoldoutRule(0, 5, 3);
    LearnerSpec spec = Streams.spec("naive", windows, rule, 1);
    try (var learner = new ScoredLearner(spec, SMALL, new Cards())) {
      accept(learner, 0, 2_000);
      long size = learner.snapshot().size();

      // When
      accept(learner, 2_000, 10_000);

      // Then: apart from the lengths of ids and the detector's logarithmic buckets
      assertThat(learner.snapshot().size()).isCloseTo(size, withinPercentage(2));
    }
  }

  /** Adds one EVALUATE and one LEARN example of each task, and a test of a task never learned. */
  private static void accept(ScoredLearner learner, int from, int to) {
    for (int i = from; i < to; i++) {
      String task = "task-%05d".formatted(i);
      for (Example each :
          List.of(
              easy(task, 0, 1, Role.EVALUATE).get(0),
              easy(task, 0, 1, Role.LEARN).get(0),
              easy("x" + task, 0, 1, Role.EVALUATE).get(0))) {
        learner.accept(each);
      }
    }
  }

  @Test
  void shouldKeepJoiningWhenAWindowContainsMoreTasksThanItRemembers() {
    // Given
    LearnerSpec spec = Streams.spec("naive", "count(n=1000000)", new HoldoutRule(0, 9000, 3), 1);
    try (var learner = new ScoredLearner(spec, SMALL, new Cards())) {
      // When
      accept(learner, 0, 3_000);

      // Then: all examples whose task was learned
      assertThat(learner.learner().evaluateNow().get(0).examples()).isEqualTo(3_000);
    }
  }
}
