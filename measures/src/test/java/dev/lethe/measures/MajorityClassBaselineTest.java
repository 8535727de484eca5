package dev.lethe.measures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MajorityClassBaselineTest {
  @Test
  void shouldPredictTheMostFrequentLabelSoFar() {
    // Given
    var baseline = new MajorityClassBaseline();
    // When: predictions are none, 2, 2, 2 (1 and 2 are equal), 1
    IntStream.of(2, 2, 1, 1, 1).forEach(baseline::add);
    // Then: only the second is right, since 1 becomes the majority after the last
    assertThat(baseline.value()).isEqualTo(1 / 5.0);
  }

  @Test
  void shouldHaveNoValueWithoutLabels() {
    assertThat(new MajorityClassBaseline().value()).isNaN();
  }
}
