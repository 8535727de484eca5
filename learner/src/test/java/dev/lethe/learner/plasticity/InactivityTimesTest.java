package dev.lethe.learner.plasticity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InactivityTimesTest {
  private static InactivityTimes spells(double percentile, int least, int most) {
    return new InactivityTimes(1, new InactivityTimes.Settings(percentile, least, most));
  }

  /** Makes a spell of a given length, in steps of one example; it ends when the unit fires. */
  private static boolean spell(InactivityTimes spells, int length) {
    boolean tooLong = false;
    for (int i = 0; i < length; i++) {
      tooLong |= spells.observe(0, false, 1);
    }
    spells.observe(0, true, 1);
    return tooLong;
  }

  private static void spells(InactivityTimes spells, int count, int length) {
    for (int i = 0; i < count; i++) {
      spell(spells, length);
    }
  }

  @Test
  void shouldBinLengthsWithSmallRelativeWidth() {
    for (int length = 1; length < 1_000_000; length++) {
      int bin = InactivityTimes.bin(length);
      long first = InactivityTimes.minLength(bin);
      long next = InactivityTimes.minLength(bin + 1);
      assertThat(first <= length && length < next && (next - first) * 8 <= Math.max(8, first))
          .as("length %d in [%d, %d)", length, first, next)
          .isTrue();
    }
  }

  @Test
  void shouldSetTheThresholdAboveThePercentileOfTheSpells() {
    // Given: 40 spells; 36 = 0.9 · 40 have at most 5 examples
    InactivityTimes spells = spells(0.9, 1, 1000);
    spells(spells, 20, 1);
    spells(spells, 16, 5);
    spells(spells, 4, 12);

    // When
    spells.setThresholds(1);

    // Then: 5 inactive examples are plausible, 6 are not
    assertThat(spells.threshold(0)).isEqualTo(6);
    assertThat(spell(spells, 5)).isFalse();
    assertThat(spell(spells, 6)).isTrue();
  }

  @Test
  void shouldKeepTheThresholdWhenThereAreNoSpells() {
    // Given: a unit that fires in every step
    InactivityTimes spells = spells(0.9, 1, 1000);
    spells(spells, 100, 0);

    // When
    spells.setThresholds(1);

    // Then
    assertThat(spells.threshold(0)).isEqualTo(1000);
  }

  @Test
  void shouldNotSetTheThresholdBeforeEnoughSpells() {
    // Given
    InactivityTimes spells = spells(0.9, 1, 1000);
    spells(spells, 29, 5);

    // When, Then
    spells.setThresholds(1);
    assertThat(spells.threshold(0)).isEqualTo(1000);

    // When, Then: the 29 spells still count
    spells(spells, 1, 5);
    spells.setThresholds(1);
    assertThat(spells.threshold(0)).isEqualTo(6);

    // When, Then: now they no longer do
    spells(spells, 29, 2);
    spells.setThresholds(1);
    assertThat(spells.threshold(0)).isEqualTo(6);
  }

  @Test
  void shouldDoubleTheThresholdWhenSpellsGrowLonger() {
    // Given
    InactivityTimes spells = spells(0.9, 1, 20);
    spells(spells, 30, 5);
    spells.setThresholds(1);
    assertThat(spells.threshold(0)).isEqualTo(6);

    // When: its spells are longer now
    spells(spells, 30, 9);
    spells.setThresholds(1);

    // Then
    assertThat(spells.threshold(0)).isEqualTo(12);

    // When, Then: still not enough; the maximum is 20
    spells(spells, 30, 13);
    spells.setThresholds(1);
    assertThat(spells.threshold(0)).isEqualTo(20);
  }

  @Test
  void shouldNotSetTheThresholdBelowStepSizeOrMinimum() {
    // Given
    InactivityTimes rows = spells(0.9, 1, 1000);
    InactivityTimes least = spells(0.9, 50, 1000);
    spells(rows, 30, 5);
    spells(least, 30, 5);

    // When
    rows.setThresholds(8);
    least.setThresholds(8);

    // Then
    assertThat(rows.threshold(0)).isEqualTo(8);
    assertThat(least.threshold(0)).isEqualTo(50);
  }

  @Test
  void shouldCountASpellEndedByAReset() {
    // Given
    InactivityTimes spells = spells(0.9, 1, 1000);
    spells(spells, 30, 5);
    spells.setThresholds(1);

    // When: 10 of 30 spells end with a reset at 6 examples
    spells(spells, 20, 5);
    for (int i = 0; i < 10; i++) {
      spells.observe(0, false, 6);
      spells.end(0);
    }
    spells.setThresholds(1);

    // Then: that many are plausible
    assertThat(spells.threshold(0)).isEqualTo(12);
  }
}
