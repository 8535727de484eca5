package dev.lethe.learner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class RowBatchTest {
  private static RowSource row(float a, float b) {
    return (target, from) -> {
      target[from] = a;
      target[from + 1] = b;
    };
  }

  @Test
  void shouldReturnOnlyRowsAddedSinceClear() {
    // Given
    RowBatch batch = new RowBatch(3, 2);
    batch.add(row(9, 9), 9, 0);
    batch.add(row(9, 9), 9, 0);
    batch.clear();

    // When
    batch.add(row(1, 2), 3, 0);
    batch.add(row(4, 5), 6, 0);

    // Then
    try (NDManager scope = TorchEngine.newManager()) {
      assertThat(batch.features(scope).getShape()).isEqualTo(new Shape(2, 2));
      assertThat(batch.features(scope).toFloatArray()).containsExactly(1, 2, 4, 5);
    }
    assertThat(batch.label(0)).isEqualTo(3);
    assertThat(batch.label(1)).isEqualTo(6);
  }

  @Test
  void shouldRejectCapacityAboveTheBufferLimit() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RowBatch(65_536, 150_528))
        .withMessage("rows per batch: got '65536', expected at most 3566 of 150528 features");
  }
}
