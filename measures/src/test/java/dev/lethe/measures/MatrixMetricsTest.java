package dev.lethe.measures;

import static dev.lethe.measures.Rows.NONE;
import static dev.lethe.measures.Rows.matrix;
import static dev.lethe.measures.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Metrics of the accuracy matrix, computed by hand. */
class MatrixMetricsTest {
  @Test
  void shouldAgreeWithGoldenVector() {
    // When: cells above the diagonal are of models that had not seen the window
    AccuracyMatrix matrix =
        matrix(
            new double[] {.90, .10, .12},
            new double[] {.93, .88, .15},
            new double[] {.60, .65, .85});

    // Then
    assertThat(AverageAccuracy.of(matrix)).as("2.10 / 3").isEqualTo(.70, within(1e-12));
    assertThat(LearningAccuracy.of(matrix)).as("2.63 / 3").isEqualTo(.876667, within(1e-6));
    assertThat(Forgetting.average(matrix)).as("(.33 + .23) / 2").isEqualTo(.28, within(1e-12));
    assertThat(Forgetting.windows(matrix)).isEqualTo(2);
    assertThat(BackwardTransfer.average(matrix))
        .as("(-.30 - .23) / 2")
        .isEqualTo(-.265, within(1e-12));
    assertThat(BackwardTransfer.oneStep(matrix))
        .as("(.03 - .23) / 2")
        .isEqualTo(-.10, within(1e-12));
  }

  @Test
  void shouldTakeBestOfRowsFromTheWindowsOwnToTheOneBeforeTheNewest() {
    // When
    AccuracyMatrix matrix =
        matrix(
            new double[] {.90, .99, .12},
            new double[] {.93, .88, .15},
            new double[] {.95, .65, .85});

    // Then
    assertThat(Forgetting.best(matrix, 0)).as("not the newest, .95").isEqualTo(.93);
    assertThat(Forgetting.best(matrix, 1)).as("not row 0, .99").isEqualTo(.88);
    assertThat(Forgetting.best(matrix, 2)).isNaN();
    assertThat(Forgetting.of(matrix, 0)).isEqualTo(-.02, within(1e-12));
    assertThat(Forgetting.of(matrix, 1)).isEqualTo(.23, within(1e-12));
    assertThat(Forgetting.of(matrix, 2)).isNaN();
    assertThat(Forgetting.of(matrix, 3)).isNaN();
  }

  @Test
  void shouldBeUndefinedWhenThereIsNoRow() {
    // Given
    var matrix = new AccuracyMatrix();

    // When, Then
    assertThat(matrix.newest()).isEqualTo(-1);
    assertThat(matrix.oldest()).isZero();
    assertThat(AverageAccuracy.of(matrix)).isNaN();
    assertThat(LearningAccuracy.of(matrix)).isNaN();
    assertThat(Forgetting.average(matrix)).isNaN();
    assertThat(Forgetting.windows(matrix)).isZero();
    assertThat(Forgetting.best(matrix, 0)).isNaN();
    assertThat(Forgetting.of(matrix, 0)).isNaN();
    assertThat(BackwardTransfer.average(matrix)).isNaN();
    assertThat(BackwardTransfer.oneStep(matrix)).isNaN();
  }

  @Test
  void shouldLeaveForgettingAndTransferUndefinedWhenOneWindowHasEnded() {
    // When
    AccuracyMatrix matrix = matrix(new double[] {.90});

    // Then
    assertThat(AverageAccuracy.of(matrix)).isEqualTo(.90);
    assertThat(LearningAccuracy.of(matrix)).isEqualTo(.90);
    assertThat(Forgetting.average(matrix)).isNaN();
    assertThat(BackwardTransfer.average(matrix)).isNaN();
    assertThat(BackwardTransfer.oneStep(matrix)).isNaN();
  }

  @Test
  void shouldBeUndefinedWhenNothingIsHeldOut() {
    // When
    AccuracyMatrix matrix = matrix(new double[] {}, new double[] {NONE, NONE});

    // Then
    assertThat(matrix.newest()).isEqualTo(1);
    assertThat(AverageAccuracy.of(matrix)).isNaN();
    assertThat(LearningAccuracy.of(matrix)).isNaN();
    assertThat(Forgetting.average(matrix)).isNaN();
  }

  @Test
  void shouldGiveNegativeForgettingWhenLaterWindowsHelp() {
    // When
    AccuracyMatrix matrix = matrix(new double[] {.50}, new double[] {.75, .9});

    // Then
    assertThat(Forgetting.average(matrix)).isEqualTo(-.25);
    assertThat(BackwardTransfer.average(matrix)).isEqualTo(.25);
    assertThat(BackwardTransfer.oneStep(matrix)).isEqualTo(.25);
  }

  @Test
  void shouldLeaveOutWindowWithoutHoldout() {
    // When: window 1 has none
    AccuracyMatrix matrix =
        matrix(new double[] {.8}, new double[] {.6, NONE}, new double[] {.4, NONE, .7});

    // Then
    assertThat(Forgetting.average(matrix)).as("window 0").isEqualTo(.4);
    assertThat(Forgetting.windows(matrix)).isEqualTo(1);
    assertThat(BackwardTransfer.average(matrix)).as("window 0").isEqualTo(-.4);
    assertThat(BackwardTransfer.oneStep(matrix)).as("window 0").isEqualTo(-.2, within(1e-12));
    assertThat(LearningAccuracy.of(matrix)).as("windows 0 and 2").isEqualTo(.75);
    assertThat(AverageAccuracy.of(matrix)).as("windows 0 and 2").isEqualTo(.55, within(1e-12));
  }

  @Test
  void shouldLeaveOutWindowWhenItsHoldoutIsNoLongerEvaluated() {
    // When
    AccuracyMatrix matrix =
        matrix(new double[] {1}, new double[] {.5, .75}, new double[] {NONE, .25, .5});

    // Then
    assertThat(Forgetting.average(matrix)).as("window 1").isEqualTo(.5);
    assertThat(BackwardTransfer.average(matrix)).as("window 1").isEqualTo(-.5);
    assertThat(BackwardTransfer.oneStep(matrix)).as("both").isEqualTo(-.5);
    assertThat(LearningAccuracy.of(matrix)).as("all").isEqualTo(.75);
    assertThat(AverageAccuracy.of(matrix)).as("windows 1 and 2").isEqualTo(.375);
  }

  @Test
  void shouldLeaveOutNumbersThatWereSkipped() {
    // Given
    var matrix = new AccuracyMatrix();
    matrix.put(row(0, Map.of(0, .8)));

    // When: there is no window 1
    matrix.put(row(2, Map.of(0, .6, 2, 1.0)));

    // Then
    assertThat(AverageAccuracy.of(matrix)).isEqualTo(.8, within(1e-12));
    assertThat(LearningAccuracy.of(matrix)).isEqualTo(.9, within(1e-12));
    assertThat(Forgetting.average(matrix)).isEqualTo(.2, within(1e-12));
    assertThat(BackwardTransfer.oneStep(matrix)).as("row 2 is two steps later").isNaN();
  }
}
