package dev.lethe.learner.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.state.StateWriter;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
  @Test
  void shouldCreateDistinctStreamsForPurposesAndSeeds() {
    // Given
    Set<Long> firsts = new HashSet<>();

    // When
    for (long seed = -50; seed < 50; seed++) {
      for (Purpose purpose : Purpose.values()) {
        firsts.add(new RandomStreams(seed).of(purpose).nextLong());
      }
    }

    // Then
    assertThat(firsts).hasSize(100 * Purpose.values().length);
  }

  @Test
  void shouldNotAffectOtherStreamsWhenOneIsDrawn() {
    // Given
    RandomStreams drawn = new RandomStreams(7);
    RandomStreams fresh = new RandomStreams(7);

    // When
    drawn.of(Purpose.SAMPLING).nextLong();

    // Then
    assertThat(drawn.of(Purpose.INSERTION).nextLong())
        .isEqualTo(fresh.of(Purpose.INSERTION).nextLong());
  }

  @Test
  void shouldSaveThePositionOfStreams() {
    // Given
    RandomStreams random = new RandomStreams(7);
    byte[] before = digest(random);

    // When
    random.of(Purpose.HOLDOUT).nextLong();

    // Then
    assertThat(before).isEqualTo(digest(new RandomStreams(7)));
    assertThat(digest(random)).isNotEqualTo(before);
  }

  private static byte[] digest(RandomStreams random) {
    return StateWriter.digest(random::save);
  }
}
