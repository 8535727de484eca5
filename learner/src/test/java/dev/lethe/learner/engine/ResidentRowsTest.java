package dev.lethe.learner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class ResidentRowsTest {
  @Test
  void shouldKeepTheOrderOfRowsWhenTheFirstAreRemoved() {
    // Given more rows than fit into the first memory
    ResidentRows rows = rows(20);

    // When
    rows.removeFirst(3);
    rows.keepFirst(15);
    rows.add((target, from) -> target[from] = 99);

    // Then
    assertThat(rows.rows()).isEqualTo(16);
    assertThat(values(rows)).hasSize(16).startsWith(3, 4).endsWith(16, 17, 99);
  }

  @Test
  void shouldStartAgainWhenCleared() {
    // Given
    ResidentRows rows = rows(20);

    // When
    rows.clear();
    rows.add((target, from) -> target[from] = 7);

    // Then
    assertThat(values(rows)).containsExactly(7);
  }

  private static ResidentRows rows(int count) {
    var rows = new ResidentRows(1);
    for (int value = 0; value < count; value++) {
      float row = value;
      rows.add((target, to) -> target[to] = row);
    }
    return rows;
  }

  private static float[] values(ResidentRows rows) {
    try (NDManager scope = TorchEngine.newManager()) {
      return rows.array(scope).toFloatArray();
    }
  }
}
