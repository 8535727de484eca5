package dev.lethe.common.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleTest {

  /** Expected orders were made with {@code ArraySampler} of Commons RNG 1.6. */
  @Test
  void shouldYieldTheSameOrderAfterEveryUpdateOfTheLibrary() {
    // When, Then
    assertThat(Shuffle.permutation(NamedRandom.forData(1, "order/0-1"), 12))
        .containsExactly(10, 5, 0, 2, 4, 11, 8, 7, 3, 6, 9, 1);
    assertThat(Shuffle.permutation(NamedRandom.forData(2, "order/0-1"), 12))
        .containsExactly(6, 11, 1, 7, 9, 0, 2, 3, 5, 10, 4, 8);
  }

  @Test
  void shouldDrawEveryOrderEquallyOften() {
    // Given
    var random = NamedRandom.forData(1, "uniform");
    Map<String, Integer> counts = new HashMap<>();

    // When
    for (int i = 0; i < 6_000; i++) {
      int[] values = {1, 2, 3};
      Shuffle.shuffle(random, values);
      counts.merge(values[0] + "" + values[1] + values[2], 1, Integer::sum);
    }

    // Then: 1000 each, with a standard deviation of 29
    assertThat(counts).hasSize(6);
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(870, 1_130));
  }

  @Test
  void shouldLeaveShortArraysAsTheyAre() {
    // Given
    var random = NamedRandom.forData(1, "short");

    // When, Then
    assertThat(Shuffle.permutation(random, 0)).isEmpty();
    assertThat(Shuffle.permutation(random, 1)).containsExactly(0);
  }

  @Test
  void shouldKeepAllValues() {
    // When, Then
    assertThat(Shuffle.permutation(NamedRandom.forData(1, "all"), 100))
        .containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
  }
}
