package dev.lethe.learner;

import static dev.lethe.learner.TaskStreams.run;
import static dev.lethe.learner.TaskStreams.spec;
import static dev.lethe.learner.TaskStreams.testSetsFirst;
import static dev.lethe.learner.TaskStreams.withoutTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.ScoredLearner;
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

/** EVALUATE examples wait for a window with their task. */
class WaitingExamplesTest {
  @Test
  void shouldJoinTheOpenWindowOrWaitForTheNextWhenExamplesHaveNoTask() {
    // Given: a test set of a task that the training examples do not name
    List<Example> stream = new ArrayList<>(withoutTask(testSetsFirst()));
    stream.addAll(500, Streams.task("x", 0, 7, Role.EVALUATE));

    // When
    Recorder recorder = run("count(n=600)", stream);

    // Then
    assertThat(recorder.evaluations.get(0).results())
        .extracting(HoldoutResult::window, HoldoutResult::examples)
        .containsExactly(tuple(0, 200));
    assertThat(recorder.health.get(recorder.health.size() - 1))
        .containsEntry("holdout.waiting", 7.0);
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
    var recorder = new Recorder();
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
    Recorder recorder = run("field", stream);

    // Then
    assertThat(recorder.evaluations.get(0).results().get(0).examples()).isEqualTo(6);
  }
}
