package dev.lethe.learner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialisationTest {
  private static final int DRAWS = 200_000;
  private static final double RELU = Math.sqrt(2);

  /** Standard deviations for 200 inputs and 50 outputs: a/√3 for uniform values. */
  @ParameterizedTest
  @CsvSource({
    "XAVIER, true, 0.089443",
    "KAIMING, true, 0.1",
    "KAIMING, false, 0.070711",
    "HE, true, 0.1",
    "HE, false, 0.070711",
    "HE_ALL, true, 0.1",
    "HE_ALL, false, 0.1",
    "PYTORCH, false, 0.040825"
  })
  void shouldDrawWeightsWithTheDeviationOfThePaper(
      Initialisation initialisation, boolean beforeRelu, double deviation) {
    // Given
    Initial initial = initialisation.weights(200, 50, beforeRelu ? RELU : 1);
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(1);

    // When
    double[] values = IntStream.range(0, DRAWS).mapToDouble(i -> initial.draw(random)).toArray();

    // Then
    double squares = IntStream.range(0, DRAWS).mapToDouble(i -> values[i] * values[i]).sum();
    assertThat(Math.sqrt(squares / DRAWS)).isCloseTo(deviation, within(0.01 * deviation));
    assertThat(IntStream.range(0, DRAWS).mapToDouble(i -> values[i]).average().orElseThrow())
        .isCloseTo(0, within(0.02 * deviation));
  }
}
