package dev.lethe.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AccuracyMatrixTest {
  private final AccuracyMatrix matrix = new AccuracyMatrix();

  @Test
  void shouldAgreeWithGoldenVector() {
    // Given
    row(0, .90, .10, .12);
    row(1, .93, .88, .15);

    // When
    row(2, .60, .65, .85);

    // Then
    assertThat(matrix.averageAccuracy()).isEqualTo(.70, within(1e-12));
    assertThat(matrix.learningAccuracy()).isEqualTo(.876667, within(1e-6));
    assertThat(matrix.averageForgetting()).isEqualTo(.28, within(1e-12));
    assertThat(matrix.backwardTransfer()).isEqualTo(-.265, within(1e-12));
    assertThat(matrix.best(0)).isEqualTo(.93);
    assertThat(matrix.best(1)).as("rows before the window's own do not count").isEqualTo(.88);
    assertThat(matrix.forgetting(2)).isNaN();
  }

  @Test
  void shouldBeUndefinedWhenThereIsNoRow() {
    assertThat(matrix.averageAccuracy()).isNaN();
    assertThat(matrix.averageForgetting()).isNaN();
    assertThat(matrix.backwardTransfer()).isNaN();
    assertThat(matrix.learningAccuracy()).isNaN();
    assertThat(matrix.best(0)).isNaN();
    assertThat(matrix.forgetting(0)).isNaN();
  }

  @Test
  void shouldLeaveForgettingUndefinedWhenOneWindowHasEnded() {
    // When
    row(0, .90);

    // Then
    assertThat(matrix.averageAccuracy()).isEqualTo(.90);
    assertThat(matrix.learningAccuracy()).isEqualTo(.90);
    assertThat(matrix.averageForgetting()).isNaN();
    assertThat(matrix.backwardTransfer()).isNaN();
  }

  @Test
  void shouldGiveNegativeForgettingWhenLaterWindowsHelp() {
    // Given
    row(0, .50);

    // When
    row(1, .75, .9);

    // Then
    assertThat(matrix.averageForgetting()).isEqualTo(-.25);
    assertThat(matrix.backwardTransfer()).isEqualTo(.25);
  }

  @Test
  void shouldLeaveOutCellsThatWereNotEvaluated() {
    // Given
    row(0, .8);
    row(1, .6, Double.NaN);

    // When
    row(2, .4, .9, .7);

    // Then
    assertThat(matrix.averageForgetting()).as("of window 0 only").isEqualTo(.4);
    assertThat(matrix.learningAccuracy()).as("of windows 0 and 2").isEqualTo(.75);
    assertThat(matrix.averageAccuracy()).isEqualTo(2.0 / 3, within(1e-12));
  }

  @Test
  void shouldReplaceRowWhenItComesAgain() {
    // Given
    row(0, .8);
    row(1, .1, .2);

    // When
    row(1, .6, .9);

    // Then
    assertThat(matrix.rows()).containsExactly(0, 1);
    assertThat(matrix.averageForgetting()).isEqualTo(.2, within(1e-12));
    assertThat(matrix.averageAccuracy()).isEqualTo(.75);
  }

  @Test
  void shouldForgetRowsAndColumnsWhenRetired() {
    // Given
    row(0, .8);
    row(1, .6, .9);
    row(2, .5, .7, .8);

    // When
    matrix.retireBefore(1);

    // Then
    assertThat(matrix.rows()).containsExactly(1, 2);
    assertThat(matrix.at(2, 0)).isNaN();
    assertThat(matrix.averageForgetting()).isEqualTo(.2, within(1e-12));
  }

  private void row(int i, double... accuracies) {
    var row = new TreeMap<Integer, Double>();
    for (int j = 0; j < accuracies.length; j++) {
      row.put(j, accuracies[j]);
    }
    matrix.put(i, row);
  }
}
