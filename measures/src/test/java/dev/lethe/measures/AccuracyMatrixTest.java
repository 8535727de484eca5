package dev.lethe.measures;

import static dev.lethe.measures.Rows.matrix;
import static dev.lethe.measures.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class AccuracyMatrixTest {
  private static final Map<String, ToDoubleFunction<AccuracyMatrix>> METRICS =
      Map.of(
          "average accuracy", AverageAccuracy::of,
          "forgetting", Forgetting::average,
          "forgotten windows", Forgetting::windows,
          "backward transfer", BackwardTransfer::average,
          "one-step backward transfer", BackwardTransfer::oneStep,
          "learning accuracy", LearningAccuracy::of);

  @Test
  void shouldReplaceRowWhenItComesAgain() {
    // Given
    AccuracyMatrix matrix = matrix(new double[] {.8}, new double[] {.1, .2});

    // When
    matrix.put(row(1, .6, .9));

    // Then
    assertThat(matrix.rows()).containsExactly(0, 1);
    assertThat(matrix.at(1, 0)).isEqualTo(.6);
    assertThat(Forgetting.average(matrix)).isEqualTo(.2, within(1e-12));
    assertThat(AverageAccuracy.of(matrix)).isEqualTo(.75);
  }

  @Test
  void shouldBeTheSameWhenRowsComeInAnotherOrder() throws IOException {
    // Given
    AccuracyMatrix inOrder =
        matrix(new double[] {.8}, new double[] {.6, .9}, new double[] {.5, .7, 1});

    // When
    var other = new AccuracyMatrix();
    other.put(row(2, .5, .7, 1));
    other.put(row(0, .8));
    other.put(row(1, .6, .9));

    // Then
    assertThat(SavedState.bytes(other::writeTo)).isEqualTo(SavedState.bytes(inOrder::writeTo));
  }

  @Test
  void shouldRetireOldestRowAndColumnWhenFull() {
    // Given
    var matrix = new AccuracyMatrix(2);
    matrix.put(row(0, .8));
    matrix.put(row(1, .6, .9));

    // When
    matrix.put(row(2, .5, .7, .8));

    // Then
    assertThat(matrix.oldest()).isEqualTo(1);
    assertThat(matrix.newest()).isEqualTo(2);
    assertThat(matrix.rows()).containsExactly(1, 2);
    assertThat(matrix.at(2, 0)).isNaN();
    assertThat(AverageAccuracy.of(matrix)).isEqualTo(.75);
    assertThat(Forgetting.average(matrix)).as("of window 1").isEqualTo(.2, within(1e-12));
    assertThat(LearningAccuracy.of(matrix)).as(".8, .9, .8").isEqualTo(2.5 / 3, within(1e-12));
    assertThat(BackwardTransfer.oneStep(matrix)).as("-.2, -.2").isEqualTo(-.2, within(1e-12));
  }

  @Test
  void shouldIgnoreRowWhenItsWindowIsRetired() throws IOException {
    // Given
    var matrix = new AccuracyMatrix(2);
    matrix.put(row(0, .8));
    matrix.put(row(5, .6));
    byte[] before = SavedState.bytes(matrix::writeTo);

    // When
    matrix.put(row(3, .1, .2));
    matrix.put(row(0, .1));

    // Then
    assertThat(SavedState.bytes(matrix::writeTo)).isEqualTo(before);
    assertThat(LearningAccuracy.of(matrix)).isEqualTo(.8);
  }

  @Test
  void shouldRetireAllWhenNumbersSkipMoreThanIsRetained() {
    // Given
    var matrix = new AccuracyMatrix(3);
    matrix.put(row(0, .8));
    matrix.put(row(1, .6, 1));

    // When
    matrix.put(row(100, Map.of(0, .5, 1, .5, 99, .3, 100, .4)));

    // Then
    assertThat(matrix.oldest()).isEqualTo(98);
    assertThat(matrix.rows()).containsExactly(100);
    assertThat(AverageAccuracy.of(matrix)).as(".3, .4").isEqualTo(.35, within(1e-12));
    assertThat(LearningAccuracy.of(matrix)).as(".8, 1, .4").isEqualTo(2.2 / 3, within(1e-12));
    assertThat(BackwardTransfer.oneStep(matrix)).as("window 0").isEqualTo(-.2, within(1e-12));
    assertThat(Forgetting.average(matrix)).isNaN();
  }

  @Test
  void shouldCountEveryWindowOnceWhenOnlyOneIsRetained() {
    // Given
    var matrix = new AccuracyMatrix(1);

    // When
    matrix.put(row(0, .8));
    matrix.put(row(1, .6, 1));
    matrix.put(row(2, .1, .5, .3));

    // Then
    assertThat(LearningAccuracy.of(matrix)).as(".8, 1, .3").isEqualTo(.7, within(1e-12));
    assertThat(BackwardTransfer.oneStep(matrix)).as("-.2, -.5").isEqualTo(-.35, within(1e-12));
    assertThat(AverageAccuracy.of(matrix)).isEqualTo(.3);
  }

  @Test
  void shouldGiveTheSameMetricsHoweverManyMoreWindowsAreRetained() {
    // Given: holdouts of the 4 newest windows
    var random = new Random(1);
    var bounded = new AccuracyMatrix(4);
    var unbounded = new AccuracyMatrix(1000);

    for (int i = 0; i < 50; i++) {
      var accuracies = new HashMap<Integer, Double>();
      for (int j = Math.max(0, i - 3); j <= i; j++) {
        accuracies.put(j, random.nextInt(100) / 100.0);
      }

      // When
      bounded.put(row(i, accuracies));
      unbounded.put(row(i, accuracies));

      // Then
      METRICS.forEach(
          (name, metric) -> {
            double expected = metric.applyAsDouble(unbounded);
            if (Double.isNaN(expected)) {
              assertThat(metric.applyAsDouble(bounded)).as(name).isNaN();
            } else {
              assertThat(metric.applyAsDouble(bounded)).as(name).isEqualTo(expected, within(1e-12));
            }
          });
    }
    assertThat(bounded.rows()).containsExactly(46, 47, 48, 49);
  }

  @Test
  void shouldBoundItsStateWhenTheStreamGoesOn() throws IOException {
    // Given
    var matrix = new AccuracyMatrix();
    var accuracies = new HashMap<Integer, Double>();

    // When
    for (int i = 0; i < 300; i++) {
      accuracies.put(i, .5);
      matrix.put(row(i, accuracies));
    }

    // Then: header, then for each row its number, its size and 64 cells of 12 bytes
    assertThat(matrix.rows()).hasSize(AccuracyMatrix.RETAINED);
    assertThat(SavedState.bytes(matrix::writeTo).length).isLessThan(64 * (8 + 64 * 12) + 48);
  }

  @Test
  void shouldRefuseNegativeCounts() throws IOException {
    // Given
    byte[] bytes;
    try (var state = new ByteArrayOutputStream()) {
      new AccuracyMatrix(2).writeTo(new DataOutputStream(state));
      bytes = state.toByteArray();
    }
    ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, -1);

    // When, Then
    assertThatThrownBy(
            () -> AccuracyMatrix.readFrom(new DataInputStream(new ByteArrayInputStream(bytes))))
        .hasMessage("count: got -1, expected 0 or more");
  }

  @Test
  void shouldBehaveTheSameWhenWrittenAndReadAgain() throws IOException {
    // Given: windows 0 and 1 are retired
    var matrix = new AccuracyMatrix(2);
    matrix.put(row(0, .8));
    matrix.put(row(1, .6, .9));
    matrix.put(row(2, .5, .7, .8));
    matrix.put(row(3, .5, .6, .9, .7));

    // When
    AccuracyMatrix read = SavedState.copy(matrix::writeTo, AccuracyMatrix::readFrom);

    // Then
    METRICS.forEach(
        (name, metric) ->
            assertThat(metric.applyAsDouble(read))
                .as(name)
                .isEqualTo(metric.applyAsDouble(matrix)));
    read.put(row(4, 0, 0, 0, .5, 1));
    matrix.put(row(4, 0, 0, 0, .5, 1));
    assertThat(SavedState.bytes(read::writeTo)).isEqualTo(SavedState.bytes(matrix::writeTo));
  }

  @Test
  void shouldRefuseToRetainNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccuracyMatrix(0))
        .withMessage("retained: got '0', expected 1 or more");
  }
}
