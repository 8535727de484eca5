package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.stream.Role;
import org.junit.jupiter.api.Test;

/** Two tasks with different classes, one after the other. */
class LearnerForgettingTest {
  private static Recorder run(String method) {
    Recorder recorder = new Recorder();
    try (Learner learner = new Learner(Streams.spec(method, 1), recorder)) {
      for (int task = 0; task < 2; task++) {
        Streams.task("t" + task, 2 * task, 200, Role.EVALUATE).forEach(learner::accept);
        Streams.task("t" + task, 2 * task, 600, Role.LEARN).forEach(learner::accept);
      }
      learner.accept(Streams.boundary());
    }
    return recorder;
  }

  @Test
  void shouldForgetTheFirstTaskWhenNaive() {
    // When
    Recorder naive = run("naive+sgd(lr=0.1)");

    // Then
    assertThat(naive.accuracy(naive.evaluations.get(0), 0)).isGreaterThan(0.9);
    assertThat(naive.accuracy(naive.evaluations.get(1), 0)).isLessThan(0.2);
    assertThat(naive.accuracy(naive.evaluations.get(1), 1)).isGreaterThan(0.9);
  }

  @Test
  void shouldRememberTheFirstTaskWithReplay() {
    // When
    Recorder replayed = run("er(memory=50,batch=5)+sgd(lr=0.1)");

    // Then
    assertThat(replayed.accuracy(replayed.evaluations.get(0), 0)).isGreaterThan(0.9);
    assertThat(replayed.accuracy(replayed.evaluations.get(1), 0)).isGreaterThan(0.85);
    assertThat(replayed.accuracy(replayed.evaluations.get(1), 1)).isGreaterThan(0.9);
    // 240 steps; in the first one the memory is empty
    assertThat(replayed.health.get(replayed.health.size() - 1))
        .containsEntry("samples.drawn", 239 * 5.0);
  }
}
