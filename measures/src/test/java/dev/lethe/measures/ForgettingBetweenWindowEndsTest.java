package dev.lethe.measures;

import static dev.lethe.measures.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ForgettingBetweenWindowEndsTest {
  @Test
  void shouldCountTheNewestWindowThatHasEnded() {
    // Given
    var matrix = new AccuracyMatrix();
    matrix.put(row(0, Map.of(0, 0.9)));
    matrix.put(row(1, Map.of(0, 0.6, 1, 0.8)));
    // When: while window 2 is learned
    double forgetting = Forgetting.average(matrix, row(2, Map.of(0, 0.5, 1, 0.7, 2, 0.3)));
    // Then: (0.9 - 0.5 + 0.8 - 0.7) / 2
    assertThat(forgetting).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void shouldBeUnknownBeforeTheFirstWindowEnds() {
    assertThat(Forgetting.average(new AccuracyMatrix(), row(0, Map.of(0, 0.5)))).isNaN();
  }
}
