package dev.lethe.compare.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void shouldKeepAllElementsOfAShortSequence() {
    assertThat(samples(10, 10).elements()).hasSize(10);
  }

  @Test
  void shouldKeepEvenlySpacedElementsOfALongSequence() {
    List<Integer> kept = samples(10, 1_000).elements();
    assertThat(kept).hasSizeBetween(5, 10).startsWith(0);
    int space = kept.get(1) - kept.get(0);
    IntStream.range(1, kept.size())
        .forEach(i -> assertThat(kept.get(i) - kept.get(i - 1)).isEqualTo(space));
  }

  @Test
  void shouldKeepMarkedElementsInPlace() {
    // Given
    var samples = new Samples<Integer>(4, element -> element % 250 == 249);
    // When
    IntStream.range(0, 1_000).forEach(samples::add);
    // Then
    assertThat(samples.elements()).contains(249, 499, 749, 999).isSorted().hasSizeBetween(6, 8);
  }

  private static Samples<Integer> samples(int max, int elements) {
    var samples = new Samples<Integer>(max, element -> false);
    IntStream.range(0, elements).forEach(samples::add);
    return samples;
  }
}
