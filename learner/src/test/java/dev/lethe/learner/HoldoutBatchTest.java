package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holdouts that share forward passes. */
class HoldoutBatchTest {
  /** Sizes of holdouts: passes hold up to 512 rows, so the third and sixth have their own. */
  private static final List<Integer> SIZES = List.of(7, 500, 700, 1, 300, 512, 40, 200);

  @Test
  void shouldCountWhatThePredictionsOfSingleExamplesCount() {
    // Given
    var recorder = new Recorder();
    var rule = new HoldoutRule(0, 1000, 20);
    try (var learner = new Learner(Streams.spec("naive", "field", rule, 1), recorder)) {
      for (int task = 0; task < SIZES.size(); task++) {
        String name = "task-" + task;
        Streams.task(name, task % 2, SIZES.get(task), Role.EVALUATE).forEach(learner::accept);
        Streams.task(name, task % 2, 60, Role.LEARN).forEach(learner::accept);
      }

      // When
      List<HoldoutResult> together = learner.evaluateNow();

      // Then
      assertThat(together).extracting(HoldoutResult::examples).isEqualTo(SIZES);
      assertThat(together).extracting(HoldoutResult::correct).isEqualTo(correct(learner, recorder));
    }
  }

  @Test
  void shouldEvaluateRowsKeptFromTheLastTimeLikeRowsReadAgain() {
    // Given few small holdouts, so that the oldest is removed and full ones are replaced
    LearnerSpec spec = Streams.spec("naive", "field", new HoldoutRule(0.2, 20, 3), 1);
    var ids = new HashSet<Long>();
    try (var learner = new Learner(spec, new Recorder())) {
      for (int task = 0; task < 6; task++) {
        String name = "task-" + task;
        for (Example example : Streams.task(name, task % 2, 60 + 40 * task, Role.LEARN)) {
          learner.accept(example);
          learner.evaluateNow();
        }
        // and a holdout in the middle that changes after its window
        String earlier = "task-" + Math.max(0, task - 1);
        Streams.task(earlier, task % 2, 5, Role.EVALUATE).forEach(learner::accept);
        assertEvaluatesLikeRestored(learner, spec);
        // and examples that are forgotten
        Example any = Streams.task(name, task % 2, 30, Role.EVALUATE).get(task);
        learner.accept(any);
        ids.add(any.key());
        learner.forget(ids);
        assertEvaluatesLikeRestored(learner, spec);
      }
    }
  }

  private static void assertEvaluatesLikeRestored(Learner learner, LearnerSpec spec) {
    var state = new ByteArrayOutputStream();
    learner.save(state);
    try (var restored = new Learner(spec, new Recorder())) {
      restored.restore(new ByteArrayInputStream(state.toByteArray()));
      assertThat(learner.evaluateNow()).isEqualTo(restored.evaluateNow()).isNotEmpty();
    }
  }

  private static List<Integer> correct(Learner learner, Recorder recorder) {
    var correct = new ArrayList<Integer>();
    for (int task = 0; task < SIZES.size(); task++) {
      List<Example> holdout =
          Streams.task("task-" + task, task % 2, SIZES.get(task), Role.EVALUATE);
      int first = recorder.predictions.size();
      for (Example example : holdout) {
        learner.accept(
            new Example(
                example.id(),
                example.eventTime(),
                example.features(),
                Example.UNLABELLED,
                "task-" + (SIZES.size() - 1),
                Role.LEARN));
        learner.predictPending();
      }
      correct.add(
          (int)
              IntStream.range(0, holdout.size())
                  .filter(
                      i ->
                          recorder.predictions.get(first + i).predicted() == holdout.get(i).label())
                  .count());
    }
    return correct;
  }
}
