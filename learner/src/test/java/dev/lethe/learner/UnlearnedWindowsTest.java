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
import static dev.lethe.learner.TaskStreams.unlabelled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Role;
import dev.lethe.measures.AccuracyMatrix;
import dev.lethe.measures.Forgetting;
import dev.lethe.measures.LearningAccuracy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A window in which nothing was learned counts in no average. */
class UnlearnedWindowsTest {
  @Test
  void shouldLeaveWindowsWithoutLearningOutOfAllAverages() {
    // Given: unlabelled windows of c after a and b
    List<Example> c = unlabelled(easy("c", 2, 50, Role.LEARN));
    List<Example> evaluateC = easy("c", 2, 20, Role.EVALUATE);
    List<Example> stream = stream(EVALUATE_A, LEARN_A, evaluateC, c, EVALUATE_B, LEARN_B, c);

    // When
    Recorder recorder = run("field", stream);

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
}
