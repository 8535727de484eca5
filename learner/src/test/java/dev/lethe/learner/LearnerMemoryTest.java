package dev.lethe.learner;

import static dev.lethe.learner.LearnerContract.openArrays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnerMemoryTest {
  private static final LearnerListener NOBODY = new LearnerListener() {};

  @Test
  void shouldNotLeakArrays() {
    for (String method : List.of("er+sgd", "er+adam")) {
      // Given
      int before = openArrays();
      try (Learner learner = new Learner(Streams.spec(method, 1), NOBODY)) {
        List<Example> stream = Streams.task("a", 0, 500, Role.LEARN);
        Streams.task("a", 0, 50, Role.EVALUATE).forEach(learner::accept);
        stream.forEach(learner::accept);
        learner.accept(Streams.boundary());
        int early = openArrays();

        // When
        for (int round = 0; round < 25; round++) {
          stream.forEach(learner::accept);
          learner.accept(Streams.unlabelled("u" + round, 0));
          learner.predictPending();
          learner.accept(Streams.boundary());
        }

        // Then
        assertThat(learner.step()).isEqualTo(2600);
        assertThat(openArrays()).isEqualTo(early).isGreaterThan(before);
      }
      assertThat(openArrays()).isEqualTo(before);
    }
  }
}
