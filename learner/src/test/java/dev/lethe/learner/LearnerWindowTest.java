package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnerWindowTest {
  private final Recorder recorder = new Recorder();

  private Learner learner(String windows) {
    return new Learner(Streams.spec("naive", windows, HoldoutRule.DEFAULT, 1), recorder);
  }

  private List<String> windowLines() {
    return recorder.lines.stream()
        .filter(line -> line.startsWith("opened") || line.startsWith("closed"))
        .toList();
  }

  @Test
  void shouldOpenNewWindowWhenTaskChangesOrReturns() {
    // Given
    try (Learner learner = learner("field")) {
      // When
      learner.accept(Streams.learn("1", 0, "a"));
      learner.accept(Streams.learn("2", 0, null));
      learner.accept(Streams.learn("3", 0, "b"));
      learner.accept(Streams.learn("4", 0, "a"));

      // Then
      assertThat(windowLines())
          .containsExactly("opened 0 a", "closed 0 a", "opened 1 b", "closed 1 b", "opened 2 a");
      assertThat(recorder.closed.get(0).examples()).isEqualTo(2);
      assertThat(recorder.closed.get(0).step()).isEqualTo(1);
    }
  }

  @Test
  void shouldUseTheFirstTaskWhenTheWindowOpenedWithoutOne() {
    // Given
    try (Learner learner = learner("field")) {
      // When
      learner.accept(Streams.learn("1", 0, null));
      learner.accept(Streams.learn("2", 0, "a"));
      learner.accept(Streams.boundary());

      // Then
      assertThat(windowLines()).containsExactly("opened 0 null", "closed 0 a");
    }
  }

  @Test
  void shouldKeepTheWindowWhenEvaluateExampleHasAnotherTask() {
    // Given
    try (Learner learner = learner("field")) {
      // When
      Streams.task("a", 0, 2, Role.EVALUATE).forEach(learner::accept);
      Streams.task("a", 0, 2, Role.LEARN).forEach(learner::accept);
      Streams.task("b", 2, 1, Role.EVALUATE).forEach(learner::accept);

      // Then
      assertThat(windowLines()).containsExactly("opened 0 a");
    }
  }

  @Test
  void shouldEndWindowWithItsLastExampleWhenCounting() {
    // Given
    try (Learner learner = learner("count(n=3)")) {
      // When: the unlabelled example counts, EVALUATE examples and tasks do not
      learner.accept(Streams.learn("1", 0, "a"));
      Streams.task("a", 0, 4, Role.EVALUATE).forEach(learner::accept);
      learner.accept(Streams.unlabelled("2", 0));
      learner.accept(Streams.learn("3", 0, "c"));

      // Then
      assertThat(windowLines()).containsExactly("opened 0 a", "closed 0 a");
      assertThat(recorder.evaluations).hasSize(1);
      assertThat(recorder.evaluations.get(0).results().get(0).examples()).isEqualTo(4);
    }
  }

  @Test
  void shouldEndWindowAtBoundaryUnderEveryRule() {
    for (String rule : List.of("field", "count(n=100)")) {
      // Given
      recorder.lines.clear();
      try (Learner learner = learner(rule)) {
        // When
        learner.accept(Streams.boundary());
        learner.accept(Streams.learn("1", 0, "a"));
        learner.accept(Streams.boundary());
        learner.accept(Streams.boundary());
        learner.accept(Streams.learn("2", 0, "a"));

        // Then
        assertThat(windowLines()).containsExactly("opened 0 a", "closed 0 a", "opened 1 a");
        assertThat(learner.step()).isEqualTo(1);
        assertThat(learner.window()).isEqualTo(1);
      }
    }
  }

  @Test
  void shouldReportLargestEventTime() {
    // Given
    try (Learner learner = learner("field")) {
      assertThat(learner.eventTime()).isEqualTo(Long.MIN_VALUE);

      // When
      learner.accept(at("1", 70, "a"));
      learner.accept(at("2", 30, "a"));
      learner.accept(at("3", 90, "b"));

      // Then
      assertThat(recorder.closed.get(0).eventTime()).isEqualTo(70);
      assertThat(learner.eventTime()).isEqualTo(90);
    }
  }

  private static Example at(String id, long time, String task) {
    Example example = Streams.learn(id, 0, task);
    return new Example(id, time, example.features(), example.label(), task, Role.LEARN);
  }
}
