package dev.lethe.learner.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitActivityTest {
  // mean|h| by unit: 2, 0.125, 0, 1.875; their mean is 1, so the dormancy scores are the same
  private static final float[] LAYER = {
    4, 0.25f, 0, -3.75f, //
    0, 0, 0, 0
  };

  @Test
  void shouldComputeSharesOfDormantDeadSaturatedAndActiveUnits() {
    // When
    UnitActivity activity = UnitActivity.of(UnitOutputs.dense(LAYER, 2, 4), 0.1);

    // Then: 2 is dormant; 2 and 3 are dead; 0 and 3 are saturated; 2 of 8 outputs are above 0
    assertThat(activity).isEqualTo(new UnitActivity(4, 0.25, 0.5, 0.5, 0.25));
  }

  @Test
  void shouldFindMoreDormantUnitsWhenTheThresholdIsHigher() {
    assertThat(UnitActivity.of(UnitOutputs.dense(LAYER, 2, 4), 0).dormant()).isEqualTo(0.25);
    assertThat(UnitActivity.of(UnitOutputs.dense(LAYER, 2, 4), 0.125).dormant()).isEqualTo(0.5);
    assertThat(UnitActivity.of(UnitOutputs.dense(LAYER, 2, 4), 1.9).dormant()).isEqualTo(0.75);
  }

  @Test
  void shouldNotChangeDormancyWhenTheLayerIsScaled() {
    // Given
    float[] small = new float[LAYER.length];
    for (int i = 0; i < small.length; i++) {
      small[i] = LAYER[i] / 1024;
    }

    // When, Then: no unit is saturated any more
    assertThat(UnitActivity.of(UnitOutputs.dense(small, 2, 4), 0.1))
        .isEqualTo(new UnitActivity(4, 0.25, 0.5, 0, 0.25));
  }

  @Test
  void shouldFindEveryUnitDormantAndDeadWhenAllOutputsAreZero() {
    assertThat(UnitActivity.of(UnitOutputs.dense(new float[6], 2, 3), 0.1))
        .isEqualTo(new UnitActivity(3, 1, 1, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void shouldBeNaNWhenAnActivationIsNotFinite(float bad) {
    // Given
    float[] layer = LAYER.clone();
    layer[5] = bad;

    // When, Then
    assertThat(UnitActivity.of(UnitOutputs.dense(layer, 2, 4), 0.1))
        .isEqualTo(new UnitActivity(4, Double.NaN, Double.NaN, Double.NaN, Double.NaN));
  }

  @Test
  void shouldCountAUnitByTheLargerOfItsCopies() {
    // Given: two units of two copies, ordered by copy; mean|h| over the outputs is 1
    float[] layer = {2, 0, 2, 0};

    // When
    UnitActivity activity = UnitActivity.of(new UnitOutputs(layer, 1, 2, 2, 1), 0.1);

    // Then: unit 0 has the outputs 2 and 2, neither dormant nor dead; unit 1 has only zeros
    assertThat(activity).isEqualTo(new UnitActivity(2, 0.5, 0.5, 0.5, 0.5));

    // When: one copy of each unit is 0, as in a concatenated ReLU
    float[] crelu = {2, 0, 0, 2};

    // Then
    assertThat(UnitActivity.of(new UnitOutputs(crelu, 1, 2, 2, 1), 0.1))
        .isEqualTo(new UnitActivity(2, 0, 0, 1, 0.5));
  }

  @Test
  void shouldCountAChannelByItsMeanOverSpatialPositions() {
    // Given: one row, three channels of four positions; mean|h| 2, 0.25, 0
    float[] layer = {8, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0};

    // When
    UnitActivity activity = UnitActivity.of(new UnitOutputs(layer, 1, 3, 1, 4), 0.4);

    // Then: scores 2.67, 0.33, 0
    assertThat(activity).isEqualTo(new UnitActivity(3, 2 / 3.0, 2 / 3.0, 1 / 3.0, 1 / 12.0));
  }

  @Test
  void shouldIgnoreElementsBeyondTheLastRow() {
    // When: the array is longer than one row
    UnitActivity activity = UnitActivity.of(UnitOutputs.dense(LAYER, 1, 4), 0.1);

    // Then: mean|h| is 4, 0.25, 0, 3.75, with mean 2
    assertThat(activity.dormant()).isEqualTo(0.25);
    assertThat(activity.active()).isEqualTo(0.5);
  }

  @Test
  void shouldWeightLayersByTheirUnitsWhenCombined() {
    // When
    UnitActivity both =
        UnitActivity.combine(
            List.of(new UnitActivity(6, 0.5, 0.5, 0, 1), new UnitActivity(2, 0, 1, 0.5, 0.5)));

    // Then: 3 of 8, 5 of 8, 1 of 8, 7 of 8
    assertThat(both).isEqualTo(new UnitActivity(8, 0.375, 0.625, 0.125, 0.875));
  }

  @Test
  void shouldRejectInvalidArguments() {
    assertThatThrownBy(() -> UnitActivity.of(UnitOutputs.dense(LAYER, 3, 4), 0.1))
        .hasMessage("values: got 8, expected at least 12");
    assertThatThrownBy(() -> UnitActivity.of(UnitOutputs.dense(LAYER, 0, 4), 0.1))
        .hasMessage("rows: got '0', expected at least 1");
    assertThatThrownBy(() -> UnitActivity.of(UnitOutputs.dense(LAYER, 2, 0), 0.1))
        .hasMessage("units: got '0', expected at least 1");
    assertThatThrownBy(() -> UnitActivity.of(UnitOutputs.dense(LAYER, 2, 4), Double.NaN))
        .hasMessage("tau: got 'NaN', expected at least 0");
    assertThatThrownBy(() -> UnitActivity.combine(List.of()))
        .hasMessage("layers: got none, expected at least 1");
  }
}
