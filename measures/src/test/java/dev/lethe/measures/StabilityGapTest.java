package dev.lethe.measures;

import static dev.lethe.measures.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StabilityGapTest {
  private final StabilityGap gap = new StabilityGap();

  @Test
  void shouldFindTheLowestAccuracyWhileTheNextWindowIsLearned() {
    // Given
    gap.add(row(0, Map.of(0, 0.9)), true);
    // When: window 0 falls to 0.4 and recovers
    gap.add(row(1, Map.of(0, 0.4, 1, 0.2)), false);
    gap.add(row(1, Map.of(0, 0.8, 1, 0.7)), false);
    gap.add(row(1, Map.of(0, 0.8, 1, 0.9)), true);
    // Then
    assertThat(gap.value()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void shouldBeTheMeanOverWindows() {
    gap.add(row(0, Map.of(0, 0.9)), true);
    gap.add(row(1, Map.of(0, 0.5)), false);
    gap.add(row(1, Map.of(0, 0.7, 1, 1.0)), true);
    gap.add(row(2, Map.of(0, 0.1, 1, 0.8)), false);
    gap.add(row(2, Map.of(0, 0.1, 1, 0.9, 2, 1.0)), true);
    assertThat(gap.value()).isCloseTo((0.4 + 0.2) / 2, within(1e-12));
  }

  @Test
  void shouldBeUnknownWithoutEvaluationsBetweenWindowEnds() {
    gap.add(row(0, Map.of(0, 0.9)), true);
    gap.add(row(1, Map.of(0, 0.1, 1, 0.9)), true);
    assertThat(gap.value()).isNaN();
  }
}
