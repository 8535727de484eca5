package dev.lethe.learner.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Uses two rows of two units with two copies and two positions each. */
class UnitOutputsTest {
  // per row: copy 0 of units 0 and 1, then copy 1 of units 0 and 1
  private static final float[] VALUES = {
    1, 3, 0, 0, -2, 0, 0, 0, //
    5, -1, 0, 0, 0, 2, 0, 0
  };

  private static final UnitOutputs LAYER = new UnitOutputs(VALUES, 2, 2, 2, 2);

  @Test
  void shouldAverageEachOutputOverRowsAndPositions() {
    assertThat(LAYER.means()).containsExactly(2, 0, 0, 0);
    assertThat(LAYER.meanMagnitudes()).containsExactly(2.5, 0, 1, 0);
    assertThat(LAYER.meanDistances(new double[] {1, 1, 0, -2})).containsExactly(2, 1, 1, 2);
  }

  @Test
  void shouldPoolOverPositionsOfEachRow() {
    assertThat(LAYER.pooled()).containsExactly(2, 0, -1, 0, 2, 0, 1, 0);
  }

  @Test
  void shouldReportAUnitAsFiredWhenAnyOutputIsPositive() {
    assertThat(LAYER.fired()).containsExactly(true, false);
    // only copy 1 of unit 1 is positive
    assertThat(new UnitOutputs(new float[] {-1, 0, 0, 1}, 1, 2, 2, 1).fired())
        .containsExactly(false, true);
  }

  @Test
  void shouldReportAUnitAsDormantOnlyWhenAllCopiesAre() {
    // Given: mean|h| by output is 4, 0, 0, 2, with mean 1.5
    UnitOutputs layer = new UnitOutputs(new float[] {4, 0, 0, -2}, 1, 2, 2, 1);

    // When, Then
    assertThat(layer.dormant(0.1)).containsExactly(false, false);
    assertThat(layer.dormant(1.4)).containsExactly(false, true);
  }

  @Test
  void shouldReportNoUnitAsDormantWhenAnOutputIsInfinite() {
    assertThat(UnitOutputs.dense(new float[] {Float.POSITIVE_INFINITY, 1}, 1, 2).dormant(0.1))
        .containsExactly(false, false);
  }
}
