package dev.lethe.measures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlasticityRatioTest {
  @Test
  void shouldBeQuotientOfAccuracies() {
    assertThat(PlasticityRatio.ofAccuracies(.25, .5)).isEqualTo(.5);
    assertThat(PlasticityRatio.ofAccuracies(.5, 0)).isNaN();
    assertThat(PlasticityRatio.ofAccuracies(Double.NaN, .5)).isNaN();
    assertThat(PlasticityRatio.ofAccuracies(.5, Double.NaN)).isNaN();
  }

  @Test
  void shouldBeQuotientOfFreshExamplesAndOwn() {
    assertThat(PlasticityRatio.ofExamples(200, 50)).isEqualTo(.25);
    assertThat(PlasticityRatio.ofExamples(Double.POSITIVE_INFINITY, 50)).isZero();
    assertThat(PlasticityRatio.ofExamples(Double.NaN, 50)).isNaN();
  }
}
