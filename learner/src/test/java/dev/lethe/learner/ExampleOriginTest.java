package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Origin;
import dev.lethe.learner.stream.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleOriginTest {
  private static Example from(Example example, Origin origin) {
    return new Example(
        example.id(),
        example.eventTime(),
        example.features(),
        example.label(),
        example.task(),
        example.role(),
        origin);
  }

  @Test
  void shouldHandBackTheOriginWithEachPrediction() {
    // Given: a full step, examples to evaluate and an unlabelled one
    List<Example> stream = new ArrayList<>(Streams.task("a", 0, 2, Role.EVALUATE));
    stream.addAll(Streams.task("a", 0, 7, Role.LEARN));
    stream.add(Streams.unlabelled("u", 1));
    var recorder = new Recorder();

    // When
    try (Learner learner = new Learner(Streams.spec("naive", 1), recorder)) {
      for (int offset = 0; offset < stream.size(); offset++) {
        learner.accept(from(stream.get(offset), new Origin(3, offset))).requireAccepted();
      }
      learner.predictPending();
    }

    // Then
    assertThat(recorder.examples)
        .extracting(Example::origin)
        .containsExactly(
            new Origin(3, 2),
            new Origin(3, 3),
            new Origin(3, 4),
            new Origin(3, 5),
            new Origin(3, 6),
            new Origin(3, 7),
            new Origin(3, 8),
            new Origin(3, 9));
  }

  @Test
  void shouldGiveTheSameDigestWhateverTheOrigin() {
    // Given: an example that waits for its step
    Example example = Streams.learn("x", 0, "a");
    try (Learner one = new Learner(Streams.spec("naive", 1), new Recorder());
        Learner other = new Learner(Streams.spec("naive", 1), new Recorder())) {
      // When
      one.accept(from(example, new Origin(0, 5))).requireAccepted();
      other.accept(from(example, new Origin(1, 7))).requireAccepted();

      // Then
      assertThat(one.digest()).isEqualTo(other.digest());
    }
  }
}
