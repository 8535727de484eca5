package dev.lethe.measures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LargestFallTest {
  private static AccuracyMatrix matrix(double[]... rows) {
    var matrix = new AccuracyMatrix();
    for (int i = 0; i < rows.length; i++) {
      var accuracies = new TreeMap<Integer, Double>();
      for (int j = 0; j < rows[i].length; j++) {
        accuracies.put(j, rows[i][j]);
      }
      matrix.put(new AccuracyRow(i, accuracies));
    }
    return matrix;
  }

  @Test
  void shouldNameTheWindowThatFellMostAndTheWindowThatDidIt() {
    // Given
    AccuracyMatrix matrix =
        matrix(
            new double[] {.9},
            new double[] {.85, .95},
            new double[] {.84, .93, .99},
            new double[] {.80, .92, .79, .98});

    // When, Then
    assertThat(LargestFall.of(matrix, Map.of(0, .80, 1, .92, 2, .77, 3, .98), 3))
        .contains(new LargestFall(2, .99, .77, 3));
  }

  @Test
  void shouldBlameTheCurrentWindowWhenTheFallCameBetweenWindowEnds() {
    // When, Then
    assertThat(LargestFall.of(matrix(new double[] {.9}), Map.of(0, .2), 1))
        .contains(new LargestFall(0, .9, .2, 1));
  }

  @Test
  void shouldNotBlameAWindowFromWhichTheAccuracyRecovered() {
    // Given
    AccuracyMatrix matrix =
        matrix(
            new double[] {.9},
            new double[] {.1, .9},
            new double[] {.8, .9, .9},
            new double[] {.1, .9, .9, .9});

    // When, Then
    assertThat(LargestFall.of(matrix, Map.of(0, .1), 3)).map(LargestFall::since).contains(3);
  }

  @Test
  void shouldFindNothingWhenNoWindowHasFallen() {
    // When, Then
    assertThat(LargestFall.of(new AccuracyMatrix(), Map.of(), 0)).isEmpty();
    assertThat(LargestFall.of(matrix(new double[] {.5}), Map.of(0, .6), 0)).isEmpty();
    assertThat(LargestFall.of(matrix(new double[] {.5}), Map.of(), 0)).isEmpty();
  }
}
