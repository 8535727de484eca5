package dev.lethe.learner.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.state.StateBytes;
import dev.lethe.learner.stream.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureChangesTest {
  private static DriftMonitor monitor(String detector) {
    return new DriftMonitor(
        detector,
        MonitoredValue.FEATURES,
        RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {1, 2}));
  }

  /** Returns rows of 20 features; a share of the rows is shifted by 5. */
  private static List<Features> rows(int length, IntToDoubleFunction share) {
    var random = new Random(7);
    List<Features> rows = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      double shift = random.nextDouble() < share.applyAsDouble(i) ? 5 : 0;
      float[] row = new float[20];
      for (int f = 0; f < row.length; f++) {
        row[f] = (float) (random.nextGaussian() + shift);
      }
      rows.add(new Features.Floats(row));
    }
    return rows;
  }

  private static List<Integer> positions(DriftMonitor monitor, List<Features> rows) {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (monitor.detectsDrift(rows.get(i))) {
        positions.add(i);
      }
    }
    return positions;
  }

  private static double ramp(int i, int start, int length) {
    return Math.max(0, Math.min(1, (i - start) / (double) length));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 1000, 2000})
  void shouldDetectAGradualChangeOnce(int length) {
    // When, Then
    assertThat(positions(monitor("adwin"), rows(8000, i -> ramp(i, 3000, length))))
        .singleElement()
        .satisfies(position -> assertThat(position).isBetween(3001, 3000 + length / 2));
  }

  @Test
  void shouldDetectTheNextChangeWhenTheFeaturesAreCalm() {
    // When, Then
    assertThat(positions(monitor("adwin"), rows(4000, i -> i >= 2000 && i < 2900 ? 1 : 0)))
        .satisfiesExactly(
            first -> assertThat(first).isBetween(2001, 2100),
            second -> assertThat(second).isBetween(2901, 3000));
  }

  @Test
  void shouldCompareWithTheNewestFeaturesWhenTheyChangeWithoutAnEnd() {
    // Given: one row in ten more is shifted every 1000 rows
    List<Integer> positions = positions(monitor("adwin"), rows(8000, i -> i / 10_000.0));

    // When, Then: the wait is limited
    assertThat(positions).hasSizeBetween(1, 4);
    for (int i = 1; i < positions.size(); i++) {
      assertThat(positions.get(i) - positions.get(i - 1)).isGreaterThan(750);
    }
  }

  @Test
  void shouldContinueToWaitWhenRestored() {
    // Given
    List<Features> rows = rows(6000, i -> ramp(i, 2000, 1000) - (i >= 4500 ? 1 : 0));
    assertThat(positions(monitor("adwin"), rows)).hasSize(2);

    for (int at : new int[] {2500, 2900, 3200}) {
      DriftMonitor straight = monitor("adwin");
      positions(straight, rows.subList(0, at));
      DriftMonitor restored = monitor("adwin");

      // When
      StateBytes.copy(straight, restored);

      // Then
      List<Features> rest = rows.subList(at, rows.size());
      assertThat(positions(restored, rest))
          .as("restored at %d", at)
          .isEqualTo(positions(straight, rest))
          .hasSize(1);
    }
  }
}
